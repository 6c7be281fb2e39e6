package dev.gradc.benchmarks;

import dev.gradc.runtime.Binding;
import dev.gradc.runtime.KernelObserver;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Program.Entry;
import dev.gradc.runtime.Session;
import dev.gradc.runtime.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Measures the kernels of an entry point one by one, on made-up rows. Runs that are observed take turns with runs that are not,
/// so that both have the same machine.
public final class Profiler {
    private static final int FEWEST_SAMPLES = 15;
    private static final int SAMPLES_KEPT = 20_000;

    private final Model model;
    private final Entry entry;
    private final int rows;
    private final Workers workers;
    private final Session session;

    /// Makes all ready.
    ///
    /// @param model with its parameters
    /// @param entry the entry point's name
    /// @param rows in the batch, at least 1
    /// @param workers the threads that share the work; the profiler does not close them
    /// @throws dev.gradc.runtime.GradcException when the model has no such entry point, or the batch is too large
    public Profiler(Model model, String entry, int rows, Workers workers) {
        this.model = model;
        this.entry = model.program().entry(entry);
        this.rows = rows;
        this.workers = workers;
        session = new Session(model, rows, workers);
        session.load(Binding.of(model, RandomRows.of(model.program(), rows), entry), IntStream.range(0, rows).toArray(),
                0, rows);
    }

    /// The times of observed kernels, run after run, and of whole runs that nobody observes; the last ones where there are many.
    private static final class Samples implements KernelObserver {
        private final long[][] kernels;
        private final long[] whole = new long[SAMPLES_KEPT];
        private int count;
        private int next;

        Samples(int kernels) {
            this.kernels = new long[kernels][SAMPLES_KEPT];
        }

        @Override
        public void ran(int kernel, long nanos) {
            kernels[next++][count % SAMPLES_KEPT] = nanos;
        }

        /// One run of each kind.
        void take(Session session, String entry) {
            session.observe(this);
            next = 0;
            session.run(entry);
            session.observe(null);
            long start = System.nanoTime();
            session.run(entry);
            whole[count % SAMPLES_KEPT] = System.nanoTime() - start;
            count++;
        }

        /// The median time of a kernel, in ns.
        double kernel(int index) {
            return median(kernels[index], count);
        }

        /// The median time of a whole run, in ns.
        double whole() {
            return median(whole, count);
        }
    }

    /// Warms up until the times have settled, and measures.
    ///
    /// @param seconds how long to measure
    /// @param progress is told what is done
    public Profile measure(double seconds, Consumer<String> progress) {
        progress.accept("measuring the roof of the machine");
        Roof roof = Roof.measure(workers.threads()).in(model.program().precision());
        WarmUp warmUp = new WarmUp();
        Samples samples = sample(WarmUp.WINDOW_SECONDS);
        while (warmUp.goesOn(samples.whole())) {
            progress.accept(String.format(Locale.ROOT, "warming up: %.1f s, %.1f µs a run", warmUp.seconds(),
                    samples.whole() * 1e-3));
            samples = sample(WarmUp.WINDOW_SECONDS);
        }
        progress.accept(String.format(Locale.ROOT, "measuring for %s s", seconds));
        return profile(sample(seconds), roof, warmUp.settled());
    }

    private Samples sample(double seconds) {
        Samples samples = new Samples(entry.kernels().size());
        long start = System.nanoTime();
        while (samples.count < FEWEST_SAMPLES || System.nanoTime() - start < seconds * 1e9) {
            samples.take(session, entry.name());
        }
        return samples;
    }

    private Profile profile(Samples samples, Roof roof, boolean settled) {
        double clock = clockNanos();
        Program program = model.program();
        List<Profile.Kernel> kernels = IntStream.range(0, entry.kernels().size())
                .mapToObj(i -> Profile.Kernel.of(program.kernels().get(entry.kernels().get(i)), rows,
                        micros(samples.kernel(i), clock), roof))
                .toList();
        return new Profile(program.name(), entry.name(), rows, workers.threads(), roof, kernels,
                micros(samples.whole(), clock), samples.count, settled);
    }

    /// A time without that of the clock itself; at least 1 ns, as short as the clock can tell.
    private static double micros(double nanos, double clock) {
        return Math.max(1, nanos - clock) * 1e-3;
    }

    /// How much longer a time seems because the clock is read.
    private static double clockNanos() {
        long[] nanos = new long[SAMPLES_KEPT];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            nanos[i] = System.nanoTime() - start;
        }
        return median(nanos, nanos.length);
    }

    private static double median(long[] nanos, int count) {
        long[] sorted = Arrays.copyOf(nanos, Math.min(count, nanos.length));
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
