package dev.gradc.compiler.emit.source;

import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Precision;

/// Types and numbers as Java writes them.
final class Literals {
    private Literals() {
    }

    /// The type of reals.
    static Class<?> real(Precision precision) {
        return switch (precision) {
            case FLOAT -> float.class;
            case DOUBLE -> double.class;
        };
    }

    /// The type of the integers of functions.
    static Class<?> integer(Precision precision) {
        return switch (precision) {
            case FLOAT -> int.class;
            case DOUBLE -> long.class;
        };
    }

    /// A real, rounded to the precision.
    static String real(double value, Precision precision) {
        double rounded = precision == Precision.FLOAT ? (float) value : value;
        String box = precision == Precision.FLOAT ? "Float" : "Double";
        if (Double.isNaN(rounded)) {
            return box + ".NaN";
        }
        if (Double.isInfinite(rounded)) {
            return box + (rounded > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY");
        }
        return precision == Precision.FLOAT ? (float) value + "f" : Double.toString(value);
    }

    /// An integer of functions: those above 9, which are bits, in hexadecimal.
    static String integer(long value, Precision precision) {
        boolean isFloat = precision == Precision.FLOAT;
        String digits = Math.abs(value) <= 9 ? Long.toString(value)
                : "0x" + (isFloat ? Integer.toHexString((int) value) : Long.toHexString(value));
        return isFloat ? digits : digits + "L";
    }

    /// An extent where the batch is called `rows`: `37`, `rows`, `3 * rows`, `3 * rows + 37`.
    static String extent(Extent extent, String rows) {
        String perRow = extent.perRow() == 1 ? rows : extent.perRow() + " * " + rows;
        return extent.isFixed() ? Integer.toString(extent.fixed())
                : extent.fixed() == 0 ? perRow : perRow + " + " + extent.fixed();
    }
}
