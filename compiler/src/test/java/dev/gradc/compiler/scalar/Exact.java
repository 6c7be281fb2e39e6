package dev.gradc.compiler.scalar;

import dev.gradc.runtime.Precision;

/// A real number good to about a hundred bits, however small or large: value·2^exponent, with the value far from
/// overflow and underflow. Never 0.
record Exact(DoubleDouble value, int exponent) {

    /// How far a result lies from this number, in units in the last place of the format at this number. An infinite
    /// result counts as the power of two after the largest number, and so does this number if it is larger.
    double ulps(double result, Precision precision) {
        boolean isFloat = precision == Precision.FLOAT;
        int largest = isFloat ? Float.MAX_EXPONENT : Double.MAX_EXPONENT;
        int smallest = isFloat ? Float.MIN_EXPONENT : Double.MIN_EXPONENT;
        int fraction = (isFloat ? Float.PRECISION : Double.PRECISION) - 1;
        double head = value.hi();
        int binade = Math.getExponent(head) + exponent;
        if (Math.scalb(1.0, binade - exponent) == Math.abs(head) && value.lo() * head < 0) {
            binade--;
        }
        if (binade > largest) {
            return Double.isInfinite(result) && result * head > 0
                    ? 0
                    : Math.abs(
                            Math.scalb(Math.copySign(1, head), fraction + 1) - Math.scalb(result, fraction - largest));
        }
        int ulp = Math.max(binade, smallest) - fraction;
        double scaled = Double.isInfinite(result)
                ? Math.copySign(Math.scalb(1.0, largest + 1 - exponent), result)
                : Math.scalb(result, -exponent);
        return Math.scalb(Math.abs(scaled - head - value.lo()), exponent - ulp);
    }

    static Exact of(DoubleDouble value) {
        return new Exact(value, 0);
    }
}
