package dev.gradc.runtime;

import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.Program.Entry;
import java.util.Comparator;
import java.util.List;

/// Brings the kernels of an entry to speed before their first use. HotSpot compiles a method well once it has been called some
/// thousand times; when a step's few but long calls come first, it compiles parts of running methods in between, of which
/// nothing remains. So each kernel's code is called many times with little to do, on arrays of the rehearsal's own.
final class Rehearsal {
    /// So many calls, in which the code of a kernel's tiles or rows is called more often, are what HotSpot waits for.
    private static final int CALLS = 650;
    private static final int MOST_ROUNDS = 8;
    /// A round that takes more of the last one's time than this found everything compiled, or waiting for it.
    private static final double NO_FASTER = 0.7;
    /// No rehearsal takes much longer, however many kernels there are.
    private static final long MOST_NANOS = 4_000_000_000L;
    /// How much of a kernel is done in a call where its outermost loop is not over the batch.
    private static final int ITERATIONS = 64;
    /// A rehearsal pays where so many operations follow: some ten seconds of work for one thread.
    private static final double ENOUGH_OPERATIONS = 5e11;
    /// Beyond this many bytes it would not be worth the memory, nor where that is more than one part in so many of it.
    private static final long MOST_BYTES = 1L << 29;
    private static final int PARTS_OF_MEMORY = 8;

    private final Program program;
    private final int rows;
    private final Object[] arrays;
    private final Object[] scratch;

    private Rehearsal(Program program, int rows) {
        this.program = program;
        this.rows = rows;
        Model another = new Model(program, "");
        arrays = Memory.allocate(program, rows, another.parameterArray(), another.slotArray());
        scratch = program.scratch().allocate(program.precision());
    }

    /// Whether so many steps of an entry with so many rows are worth a rehearsal.
    static boolean pays(Program program, Entry entry, int rows, long steps) {
        return program.operations(entry, rows) * steps > ENOUGH_OPERATIONS;
    }

    /// Rehearses an entry for batches of so many rows.
    static void run(Program program, Entry entry, int rows) {
        if (bytes(program, rows) <= Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / PARTS_OF_MEMORY)) {
            new Rehearsal(program, rows).rounds(entry.kernels().stream()
                    .sorted(Comparator.comparingLong((Integer k) -> -operations(program.kernels().get(k), rows)))
                    .toList());
        }
    }

    /// The bytes of all arrays, the parameters and slots among them.
    private static long bytes(Program program, int rows) {
        long parameters = program.arrays().stream()
                .filter(array -> array.role() == Role.PARAMETERS || array.role() == Role.SLOTS)
                .mapToLong(array -> array.size().at(rows)).sum();
        return Memory.bytes(program, rows) + parameters * program.precision().bytes();
    }

    private static long operations(KernelSpec kernel, int rows) {
        return kernel.iterations().at(rows) * kernel.operationsPerIteration().at(rows);
    }

    /// The largest kernels first, so that the compiler can begin with them.
    private void rounds(List<Integer> kernels) {
        long begin = System.nanoTime();
        double last = Double.POSITIVE_INFINITY;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            long start = System.nanoTime();
            for (int kernel : kernels) {
                call(kernel);
                if (System.nanoTime() - begin > MOST_NANOS) {
                    return;
                }
            }
            long time = System.nanoTime() - start;
            if (time > NO_FASTER * last) {
                return;
            }
            last = time;
        }
    }

    private void call(int kernel) {
        KernelSpec spec = program.kernels().get(kernel);
        int all = Math.toIntExact(spec.iterations().at(rows));
        int to = spec.iterations().isFixed() ? Math.min(all, spec.unit() > 1 ? spec.unit() : ITERATIONS) : all;
        for (int call = 0; call < CALLS; call++) {
            program.code().rehearse(kernel, arrays, scratch, rows, 0, to);
        }
    }
}
