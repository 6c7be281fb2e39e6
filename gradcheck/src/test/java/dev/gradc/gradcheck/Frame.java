package dev.gradc.gradcheck;

import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/// The arrays of a program with random content, the same for the same seed in both precisions, and a run of an entry on
/// them.
final class Frame {
    private final Program program;
    private final int rows;
    private final Object[] arrays;

    Frame(Program program, int rows, long seed) {
        this.program = program;
        this.rows = rows;
        this.arrays = new Object[program.arrays().size()];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = content(program.arrays().get(i), i, new SplittableRandom(seed + i));
        }
    }

    private Object content(ArraySpec spec, int index, SplittableRandom random) {
        int size = Math.toIntExact(spec.size().at(rows));
        if (spec.role().isInt()) {
            int[] ints = new int[size];
            int classes = program.inputs().stream().filter(input -> input.array() == index)
                    .map(input -> input.kind() instanceof InputSpec.Kind.Label(var count) ? count : 0).findFirst()
                    .orElse(0);
            for (int i = 0; i < size; i++) {
                ints[i] = spec.role() == Role.INT_KEYS ? random.nextInt() : random.nextInt(classes);
            }
            return ints;
        }
        boolean given = spec.role() == Role.INPUT || spec.role() == Role.PARAMETERS || spec.role() == Role.SLOTS;
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = spec.role() == Role.SCALARS ? 0.125 : given ? (float) random.nextDouble(-1, 1) : Double.NaN;
        }
        return program.precision() == Precision.DOUBLE ? numbers : floats(numbers);
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    /// Runs an entry's kernels, each cut in `parts` ranges of iterations.
    Frame run(String entry, int parts) {
        Object scratch = program.precision() == Precision.DOUBLE ? new double[program.scratch()]
                : new float[program.scratch()];
        for (int kernel : program.entry(entry).kernels()) {
            int iterations = Math.toIntExact(program.kernels().get(kernel).iterations().at(rows));
            for (int part = 0; part < parts; part++) {
                int from = (int) ((long) iterations * part / parts);
                int to = (int) ((long) iterations * (part + 1) / parts);
                if (from < to) {
                    program.code().run(kernel, arrays, scratch, rows, from, to);
                }
            }
        }
        return this;
    }

    /// An array's content as doubles.
    double[] array(int index) {
        return switch (arrays[index]) {
            case double[] numbers -> numbers.clone();
            case float[] numbers -> widened(numbers);
            case int[] numbers -> widened(numbers);
            default -> throw new IllegalStateException("an array of another type");
        };
    }

    private static double[] widened(float[] numbers) {
        double[] wide = new double[numbers.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = numbers[i];
        }
        return wide;
    }

    private static double[] widened(int[] numbers) {
        double[] wide = new double[numbers.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = numbers[i];
        }
        return wide;
    }

    /// The first element in which two frames of one program differ in a bit, NaNs being equal; empty where none does. The
    /// arena does not outlive a call and is left out.
    Optional<String> firstDifference(Frame other) {
        for (int i = 0; i < arrays.length; i++) {
            ArraySpec spec = program.arrays().get(i);
            double[] mine = array(i);
            double[] theirs = other.array(i);
            int at = spec.role() == Role.ARENA ? -1 : Arrays.mismatch(mine, theirs);
            if (at >= 0) {
                return Optional.of("element " + at + " of " + spec.name() + ": " + mine[at] + ", not " + theirs[at]);
            }
        }
        return Optional.empty();
    }
}
