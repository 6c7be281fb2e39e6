package dev.gradc.benchmarks;

import dev.gradc.benchmarks.MeasureStartup.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Measures what a user waits for in a fresh JVM: compiling, the first step, the way to full speed, with one thread.
///
/// @param work a training
/// @param depths also measures compiling networks of so many layers
/// @param processes how many processes measure each
/// @param seconds how long each process trains
/// @param progress is told what comes next
public record Startup(Case work, List<Integer> depths, int processes, double seconds, Consumer<String> progress) {
    /// The width of the layers of the deep networks.
    private static final int WIDTH = 64;

    /// One quantity.
    ///
    /// @param work the name of the case
    /// @param name what it is
    /// @param millis what each process measured, sorted, in ms
    public record Quantity(String work, String name, List<Double> millis) {
        /// The median over the processes, in ms.
        public double median() {
            return millis.get(millis.size() / 2);
        }

        /// The least of all processes, in ms.
        public double least() {
            return millis.getFirst();
        }
    }

    /// Copies the depths.
    public Startup {
        depths = List.copyOf(depths);
    }

    /// Measures.
    ///
    /// @param each is given each quantity as soon as it is known
    public void run(Consumer<Quantity> each) {
        measure(work, Part.TRAIN, "compile", "first step", "90 % of speed").forEach(each);
        measure(work, Part.REHEARSED, "", "first step, rehearsed", "90 % of speed, rehearsed").forEach(each);
        measure(work, Part.TWICE, "", "second compile").forEach(each);
        for (int depth : depths) {
            measure(deep(depth), Part.TWICE, "compile", "").forEach(each);
        }
    }

    private Case deep(int layers) {
        return new Case(layers + "-layers", Collections.nCopies(layers + 1, WIDTH), work.batch(), true,
                work.activation(), work.optimizer());
    }

    /// The quantities of a part that have a name.
    private List<Quantity> measure(Case of, Part part, String... names) {
        Map<String, List<Double>> measured = new LinkedHashMap<>();
        for (int turn = 0; turn < processes; turn++) {
            progress.accept(of.name() + ", process " + (turn + 1) + " of " + processes);
            List<String> arguments = new ArrayList<>(List.of(part.name(), Double.toString(seconds)));
            arguments.addAll(Measure.arguments(of));
            List<Double> numbers = MeasureStartup.numbers(Children.run(List.of(), MeasureStartup.class.getName(),
                    arguments, List.of(), Map.of(), MeasureStartup::isResult));
            for (int i = 0; i < names.length; i++) {
                measured.computeIfAbsent(names[i], _ -> new ArrayList<>()).add(numbers.get(i));
            }
        }
        measured.remove("");
        return measured.entrySet().stream()
                .map(e -> new Quantity(of.name(), e.getKey(), e.getValue().stream().sorted().toList())).toList();
    }
}
