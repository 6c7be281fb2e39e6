package dev.gradc.benchmarks;

import dev.gradc.runtime.Binding;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Session;
import dev.gradc.runtime.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Measures in a process of its own what a user waits for before the work goes at full speed.
final class MeasureStartup {
    private static final String PREFIX = "startup\t";
    /// Steps are timed together up to so many ns.
    private static final long SAMPLE_NANOS = 1_000_000;

    private MeasureStartup() {
    }

    /// What a process measures; each gives some numbers of ms.
    enum Part {
        /// From calling compile: until the model is there, until the first step is done, until 90 % of the steady speed.
        TRAIN,
        /// The same, with a rehearsal before the first step.
        REHEARSED,
        /// From calling compile until the model is there: the first time in the process, and the second.
        TWICE
    }

    /// Prints the numbers of a [Part] as a line.
    ///
    /// @param arguments the part, seconds of steps, and the case by [Measure#arguments]
    public static void main(String[] arguments) {
        Part part = Part.valueOf(arguments[0]);
        double seconds = Double.parseDouble(arguments[1]);
        Case work = Measure.caseOf(List.of(arguments).subList(2, arguments.length));
        List<Double> millis = switch (part) {
            case TRAIN -> train(work, seconds, false);
            case REHEARSED -> train(work, seconds, true);
            case TWICE -> List.of(compile(work), compile(work));
        };
        System.out.println(PREFIX + millis.stream().map(String::valueOf).collect(Collectors.joining("\t")));
    }

    /// Whether a process printed this line as its numbers.
    static boolean isResult(String line) {
        return line.startsWith(PREFIX);
    }

    /// The numbers in such a line.
    static List<Double> numbers(String line) {
        List<Double> numbers = new ArrayList<>();
        for (String number : line.substring(PREFIX.length()).split("\t", -1)) {
            numbers.add(Double.valueOf(number));
        }
        return numbers;
    }

    private static double compile(Case work) {
        long start = System.nanoTime();
        new GradcEngine.Dense(work).compile();
        return millisSince(start);
    }

    private static List<Double> train(Case work, double seconds, boolean rehearsed) {
        DataSet data = GradcEngine.data(work);
        int[] order = IntStream.range(0, work.batch()).toArray();
        long start = System.nanoTime();
        Model model = new GradcEngine.Dense(work).compile();
        double compiled = millisSince(start);
        model.initialize(0);
        try (Workers workers = new Workers(1)) {
            Session session = new Session(model, work.batch(), workers);
            if (rehearsed) {
                session.rehearse(Program.TRAIN);
            }
            session.load(Binding.of(model, data, Program.TRAIN), order, 0, work.batch());
            session.train(Case.RATE);
            double first = millisSince(start);
            return List.of(compiled, first, ramp(session, start, seconds).warmAt() * 1e-6);
        }
    }

    private static Ramp ramp(Session session, long start, double seconds) {
        Ramp ramp = new Ramp();
        long from = System.nanoTime();
        long end = from + (long) (seconds * 1e9);
        while (from < end) {
            int steps = 0;
            long now = from;
            while (now - from < SAMPLE_NANOS) {
                session.train(Case.RATE);
                steps++;
                now = System.nanoTime();
            }
            ramp.add(now - start, (double) (now - from) / steps);
            from = now;
        }
        return ramp;
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) * 1e-6;
    }
}
