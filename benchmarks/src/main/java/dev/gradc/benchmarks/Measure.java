package dev.gradc.benchmarks;

import dev.gradc.benchmarks.Case.Hidden;
import dev.gradc.benchmarks.Case.Update;
import dev.gradc.benchmarks.Engine.Work;
import java.util.Arrays;
import java.util.List;

/// Measures one engine at one case; a process of its own does no more than this.
public final class Measure {
    private static final double SHORTEST_SAMPLE_NANOS = 50_000;
    private static final int MOST_STEPS_IN_A_SAMPLE = 10_000;
    private static final int MOST_SAMPLES = 100_000;
    private static final int FEWEST_SAMPLES = 15;

    private static final String REFUSAL = "not supported";

    private Measure() {
    }

    /// Whether a process said so that its engine does not do such work.
    static boolean isRefusal(String line) {
        return line.equals(REFUSAL);
    }

    /// Prints a [Measurement] as a line, or that the engine does not do such work.
    ///
    /// @param arguments the engine's class, the case by [#arguments], threads, seconds of warming, seconds of measuring
    public static void main(String[] arguments) throws Exception {
        Engine engine = (Engine) Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
        Case work = caseOf(List.of(arguments).subList(1, 7));
        try {
            System.out.println(measure(engine, work, Integer.parseInt(arguments[7]), Double.parseDouble(arguments[8]),
                    Double.parseDouble(arguments[9])).line());
        } catch (UnsupportedOperationException _) {
            System.out.println(REFUSAL);
        }
        System.out.flush();
        // Some engines leave threads behind that are no daemons.
        Runtime.getRuntime().halt(0);
    }

    /// A case as arguments.
    static List<String> arguments(Case work) {
        return List.of(work.name(), String.join("-", work.sizes().stream().map(String::valueOf).toList()),
                Integer.toString(work.batch()), Boolean.toString(work.train()), work.activation().name(),
                work.optimizer().name());
    }

    /// The case of such arguments.
    static Case caseOf(List<String> arguments) {
        return new Case(arguments.get(0),
                Arrays.stream(arguments.get(1).split("-")).map(Integer::valueOf).toList(),
                Integer.parseInt(arguments.get(2)), Boolean.parseBoolean(arguments.get(3)),
                Hidden.valueOf(arguments.get(4)), Update.valueOf(arguments.get(5)));
    }

    /// Takes the check value, warms up, and measures.
    static Measurement measure(Engine engine, Case work, int threads, double warming, double seconds)
            throws Exception {
        Work ready = engine.prepare(work, threads);
        for (int i = 0; i < (work.train() ? Case.CHECK_STEPS : 1); i++) {
            ready.step();
        }
        double check = ready.check();
        int inner = Math.clamp((long) (SHORTEST_SAMPLE_NANOS / warm(ready, warming)), 1, MOST_STEPS_IN_A_SAMPLE);
        double[] micros = sample(ready, inner, seconds);
        Arrays.sort(micros);
        return new Measurement(micros[micros.length / 2], micros[0], micros.length, check, engine.version());
    }

    /// Steps for some time.
    /// @return the time of the last steps, one by one, in ns
    private static double warm(Work work, double seconds) {
        long start = System.nanoTime();
        long end = start + nanos(seconds);
        long half = start + nanos(seconds) / 2;
        long steps = 0;
        long from = start;
        long now = start;
        while (now < end || steps == 0) {
            if (from < half && now >= half) {
                from = now;
                steps = 0;
            }
            work.step();
            steps++;
            now = System.nanoTime();
        }
        return (double) (now - from) / steps;
    }

    private static double[] sample(Work work, int inner, double seconds) {
        double[] micros = new double[MOST_SAMPLES];
        int runs = 0;
        long end = System.nanoTime() + nanos(seconds);
        while (runs < MOST_SAMPLES && (runs < FEWEST_SAMPLES || System.nanoTime() < end)) {
            long start = System.nanoTime();
            for (int i = 0; i < inner; i++) {
                work.step();
            }
            micros[runs++] = (System.nanoTime() - start) * 1e-3 / inner;
        }
        return Arrays.copyOf(micros, runs);
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }
}
