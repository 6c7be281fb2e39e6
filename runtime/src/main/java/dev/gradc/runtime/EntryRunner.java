package dev.gradc.runtime;

import dev.gradc.runtime.Program.Entry;
import dev.gradc.runtime.Program.Output;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs the entry points of a program on one set of arrays: kernel after kernel, each by as many threads as it is worth, or, where
/// none is worth more than one, all by one call. Allocates nothing.
final class EntryRunner {
    private final Program program;
    private final Object[] arrays;
    private final Workers workers;
    private final Object[][] scratch;
    private final KernelSpec[] kernels;
    private final HostInputs hostInputs;
    private boolean debugNans;
    private @Nullable KernelObserver observer;
    /// Whether something happens between kernels, so that they run one by one.
    private boolean oneByOne;

    /// An entry point made ready: its kernels, and where its loss is.
    final class Call {
        private final Entry entry;
        private final int number;
        private final int[] numbers;
        private final @Nullable Output loss;
        private int knownRows;
        private boolean oneThread;

        private Call(Entry entry) {
            this.entry = entry;
            number = numberOf(entry);
            numbers = new int[entry.kernels().size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = entry.kernels().get(i);
            }
            loss = lossOf(entry);
        }

        private int numberOf(Entry entry) {
            for (int i = 0; i < program.entries().size(); i++) {
                if (program.entries().get(i) == entry) {
                    return i;
                }
            }
            throw new IllegalArgumentException("another program's entry " + entry.name());
        }

        /// The output of that name, or the first.
        private static @Nullable Output lossOf(Entry entry) {
            for (Output output : entry.outputs()) {
                if (output.name().equals(Program.LOSS)) {
                    return output;
                }
            }
            return entry.outputs().isEmpty() ? null : entry.outputs().get(0);
        }

        /// The entry point.
        Entry entry() {
            return entry;
        }

        /// The loss that it left, or its first number where it has none.
        double loss() {
            return loss == null ? Double.NaN : Reals.get(arrays[loss.array()], 0);
        }

        /// Whether no kernel is worth dividing.
        private boolean suitsOneThread(int rows) {
            if (rows != knownRows) {
                knownRows = rows;
                oneThread = true;
                for (int k : numbers) {
                    oneThread &= workers.parts(iterations(kernels[k], rows), kernels[k].unit(),
                            kernels[k].operationsPerIteration().at(rows)) <= 1;
                }
            }
            return oneThread;
        }
    }

    /// @param arrays as the program lists them
    EntryRunner(Program program, Object[] arrays, Workers workers) {
        this.program = program;
        this.arrays = arrays;
        this.workers = workers;
        scratch = new Object[workers.threads()][];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = program.scratch().allocate(program.precision());
        }
        kernels = program.kernels().toArray(new KernelSpec[0]);
        hostInputs = new HostInputs(program);
    }

    /// Whether every kernel's results are searched for NaN and infinities.
    void debugNans(boolean on) {
        debugNans = on;
        oneByOne = debugNans || observer != null;
    }

    /// Who is told of every kernel; nobody when null.
    void observe(@Nullable KernelObserver observer) {
        this.observer = observer;
        oneByOne = debugNans || observer != null;
    }

    /// The entry point of that name, where the program has it.
    @Nullable
    Call find(String name) {
        Optional<Entry> found = program.find(name);
        return found.isEmpty() ? null : new Call(found.get());
    }

    /// Runs an entry point.
    ///
    /// @param step how many updates came before
    void run(Call call, int rows, long seed, long step, double rate) {
        Object event = FlightRecording.beginStep();
        hostInputs.write(arrays, seed, step, rate);
        boolean recorded = FlightRecording.wantsKernels();
        if (recorded || oneByOne || !call.suitsOneThread(rows)
                || !program.code().runEntry(call.number, arrays, scratch[0], rows)) {
            runKernels(call, rows, recorded);
        }
        if (event != null) {
            FlightRecording.endStep(event, program.name(), call.entry.name(), rows, step);
        }
    }

    private void runKernels(Call call, int rows, boolean recorded) {
        for (int k : call.numbers) {
            Object event = recorded ? FlightRecording.beginKernel() : null;
            run(k, rows);
            if (event != null) {
                FlightRecording.endKernel(event, kernels[k], call.entry.name(), rows);
            }
            if (debugNans) {
                NanTrap.check(kernels[k], arrays, rows);
            }
        }
    }

    private void run(int kernel, int rows) {
        KernelSpec spec = kernels[kernel];
        KernelObserver told = observer;
        long start = told == null ? 0 : System.nanoTime();
        workers.run(program.code(), kernel, arrays, scratch, rows, iterations(spec, rows), spec.unit(),
                spec.operationsPerIteration().at(rows));
        if (told != null) {
            told.ran(kernel, System.nanoTime() - start);
        }
    }

    private static int iterations(KernelSpec kernel, int rows) {
        return Math.toIntExact(kernel.iterations().at(rows));
    }
}
