package dev.gradc.benchmarks;

import dev.gradc.benchmarks.Contender.Variant;
import dev.gradc.runtime.GradcException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// Measures engines side by side: each case by each engine in processes of their own, in turns, several times. What a
/// machine does meanwhile meets all alike.
///
/// @param cases what to measure
/// @param threads with how many threads
/// @param contenders who takes part
/// @param peers the folder of the peers' modules
/// @param processes how many processes measure each
/// @param warming seconds of work before the measure
/// @param seconds of measuring in each process
/// @param busy how many other processes keep a core busy meanwhile
/// @param progress is told what comes next
public record Bench(List<Case> cases, List<Integer> threads, List<Contender> contenders, Path peers, int processes,
        double warming, double seconds, int busy, Consumer<String> progress) {
    /// What one engine, started in one way, did with one case.
    private record Entry(Contender contender, Variant variant, Case work, int threads, List<Measurement> measured) {
        double median() {
            return measured.stream().mapToDouble(Measurement::medianMicros).sorted().skip(measured.size() / 2)
                    .findFirst().orElse(Double.POSITIVE_INFINITY);
        }
    }

    /// Checks that every peer is there.
    /// @throws GradcException when one has not been built
    public Bench {
        contenders.forEach(contender -> contender.classPath(peers));
    }

    /// Measures.
    ///
    /// @param each is given each result as soon as it is known
    public void run(Consumer<Result> each) {
        List<Roof> roofs = new ArrayList<>();
        for (int count : threads) {
            progress.accept("the roof, with threads: " + count);
            roofs.add(Roof.measure(count));
        }
        List<Process> load = new ArrayList<>();
        try {
            for (int i = 0; i < busy; i++) {
                load.add(Children.start(Busy.class.getName()));
            }
            for (Case work : cases) {
                for (int i = 0; i < roofs.size(); i++) {
                    measure(work, threads.get(i), roofs.get(i), each);
                }
            }
        } finally {
            load.forEach(Process::destroyForcibly);
        }
    }

    private void measure(Case work, int count, Roof roof, Consumer<Result> each) {
        List<Entry> entries = new ArrayList<>();
        for (Contender contender : contenders) {
            contender.variants(count)
                    .forEach(variant -> entries.add(new Entry(contender, variant, work, count, new ArrayList<>())));
        }
        for (int turn = 0; turn < processes; turn++) {
            progress.accept(work.name() + ", threads: " + count + ", process " + (turn + 1) + " of " + processes);
            // All ways to start an engine at first, then the fastest of them.
            (turn == 0 ? entries : fastest(entries)).forEach(this::measure);
        }
        fastest(entries).forEach(entry -> each.accept(result(entry, roof)));
    }

    /// The fastest entry of every contender that does such work.
    private List<Entry> fastest(List<Entry> entries) {
        return contenders.stream()
                .flatMap(contender -> entries.stream()
                        .filter(entry -> entry.contender() == contender && !entry.measured().isEmpty())
                        .min(Comparator.comparingDouble(Entry::median)).stream())
                .toList();
    }

    private void measure(Entry entry) {
        List<String> arguments = new ArrayList<>(List.of(entry.contender().engine()));
        arguments.addAll(Measure.arguments(entry.work()));
        arguments.add(Integer.toString(entry.threads()));
        arguments.add(Double.toString(warming));
        arguments.add(Double.toString(seconds));
        String line = Children.run(entry.contender().classPath(peers), Measure.class.getName(), arguments,
                entry.variant().options(), entry.variant().environment(),
                text -> Measurement.isLine(text) || Measure.isRefusal(text));
        if (Measurement.isLine(line)) {
            entry.measured().add(Measurement.parse(line));
        }
    }

    private static Result result(Entry entry, Roof roof) {
        Measurement first = entry.measured().getFirst();
        double least = entry.measured().stream().mapToDouble(Measurement::minMicros).min().orElseThrow();
        int runs = entry.measured().stream().mapToInt(Measurement::runs).sum();
        return new Result(entry.contender().label(), entry.variant().name(), first.version(), entry.work(),
                entry.threads(), entry.median(), least, entry.measured().size(), runs, roof, first.check());
    }
}
