package dev.gradc.runtime;

import dev.gradc.runtime.ArraySpec.Role;
import java.util.List;

/// The arrays that a program works on, for batches of up to a given number of rows. Parameters and slots are the model's
/// own arrays; all others are made here, once.
final class Memory {
    /// The largest array that every JVM can make.
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private Memory() {
    }

    /// @throws GradcException when an array would be too large for Java, or the heap is too small
    static Object[] allocate(Program program, int rows, Object parameters, Object slots) {
        List<ArraySpec> specs = program.arrays();
        for (ArraySpec spec : specs) {
            check(program, spec, rows);
        }
        try {
            Object[] arrays = new Object[specs.size()];
            for (int i = 0; i < arrays.length; i++) {
                ArraySpec spec = specs.get(i);
                int size = (int) size(spec, rows);
                arrays[i] = switch (spec.role()) {
                    case PARAMETERS -> parameters;
                    case SLOTS -> slots;
                    case INT_KEYS, INT_INPUT -> new int[size];
                    case ARENA, GRADIENTS, SCALARS, INPUT, OUTPUT -> Reals.allocate(program.precision(), size);
                };
            }
            return arrays;
        } catch (OutOfMemoryError e) {
            throw new GradcException("the model " + program.name() + " needs " + ((bytes(program, rows) >> 20) + 1)
                    + " MB for a batch of " + rows + " rows, and Java has not so much left: take a smaller batch, "
                    + "or give Java more memory (-Xmx)", e);
        }
    }

    /// With room for vectors that begin within the last value and end behind it.
    private static long size(ArraySpec spec, int rows) {
        return spec.size().at(Layout.room(rows)) + Layout.LANES;
    }

    private static void check(Program program, ArraySpec spec, int rows) {
        if (size(spec, rows) > LARGEST) {
            long room = (long) LARGEST - Layout.LANES - spec.size().fixed();
            long most = spec.size().perRow() == 0 ? 0 : room / spec.size().perRow() / Layout.LANES * Layout.LANES;
            throw new GradcException("the model " + program.name() + " needs " + size(spec, rows)
                    + " numbers in the array " + spec.name() + " for a batch of " + rows
                    + " rows, and an array of Java holds at most " + LARGEST + ": take a batch of at most " + most);
        }
    }

    /// How many bytes the arrays take that [#allocate] makes.
    static long bytes(Program program, int rows) {
        return program.arrays().stream().filter(s -> s.role() != Role.PARAMETERS && s.role() != Role.SLOTS)
                .mapToLong(s -> size(s, rows) * (s.role().isInt() ? Integer.BYTES : program.precision().bytes()))
                .sum();
    }

    /// The index of the first array of a role, or −1.
    static int indexOf(Program program, Role role) {
        for (int i = 0; i < program.arrays().size(); i++) {
            if (program.arrays().get(i).role() == role) {
                return i;
            }
        }
        return -1;
    }
}
