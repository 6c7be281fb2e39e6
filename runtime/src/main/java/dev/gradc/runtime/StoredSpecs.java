package dev.gradc.runtime;

import java.util.List;

/// Checks where a plan that is not trusted says that parameters stand, so that no more memory is asked for than they need.
final class StoredSpecs {
    private StoredSpecs() {
    }

    /// @throws DamagedException when one does not stand right behind the one before it, in a layout that gradc gives
    static void check(List<ParameterSpec> specs) throws DamagedException {
        int free = 0;
        for (ParameterSpec spec : specs) {
            try {
                if (spec.offset() != free || !isOrdinary(spec)) {
                    throw new DamagedException("it says that " + spec.name() + " stands where it cannot");
                }
                free = Layout.room(spec.end());
            } catch (ArithmeticException e) {
                DamagedException damaged = new DamagedException(
                        "it says that " + spec.name() + " is larger than any array");
                damaged.initCause(e);
                throw damaged;
            }
        }
    }

    private static boolean isOrdinary(ParameterSpec spec) {
        Extent rows = spec.layout().rows();
        Extent columns = spec.layout().columns();
        if (!rows.isFixed() || !columns.isFixed() || columns.fixed() < 1
                || Math.multiplyExact(rows.fixed(), columns.fixed()) != spec.size()) {
            return false;
        }
        return spec.layout().panels() > 0 ? isSame(spec, Layout.inPanels(rows, columns))
                : isSame(spec, Layout.padded(rows, columns)) || isSame(spec, Layout.dense(rows, columns))
                        || isSame(spec, Layout.transposed(rows, columns));
    }

    /// Written out, since the comparison that Java makes for a record takes longer at its first use than loading a model.
    private static boolean isSame(ParameterSpec spec, Layout other) {
        Layout layout = spec.layout();
        return layout.row().equals(other.row()) && layout.column().equals(other.column())
                && layout.panels() == other.panels();
    }

    /// Checks the extents of an array.
    ///
    /// @param shape each at least 0
    /// @throws DamagedException when it has more elements than Java can count
    static List<Integer> checkShape(List<Integer> shape) throws DamagedException {
        long size = 1;
        for (int extent : shape) {
            size *= extent;
            if (size > Integer.MAX_VALUE) {
                throw new DamagedException("it says that an array is larger than any");
            }
        }
        return shape;
    }
}
