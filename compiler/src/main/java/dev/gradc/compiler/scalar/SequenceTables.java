package dev.gradc.compiler.scalar;

import dev.gradc.runtime.Precision;

/// What one precision gives to the formulas of the elementary functions: its format and its polynomials.
///
/// Each polynomial is a minimax fit by the Remez algorithm in the error stated, its coefficients rounded to the
/// precision one after the other and the rest refitted each time.
///
/// @param precision           the type of the reals
/// @param exponential         P with eʳ ≈ 1 + r + r²·P(r), |r| ≤ ½ ln 2, error relative to eʳ
/// @param exponentialMinusOne the same with the error relative to eʳ − 1
/// @param logarithm           Q with ln(1 + f) ≈ f + f²·Q(f), −¼ ≤ f ≤ ½, error relative
/// @param tangent             T with tanh x ≈ x + x³·T(x²), 0 ≤ x ≤ 29/32, error relative
record SequenceTables(Precision precision, double[] exponential, double[] exponentialMinusOne, double[] logarithm,
        double[] tangent) {

    boolean isFloat() {
        return precision == Precision.FLOAT;
    }

    /// The width of the exponent field.
    int exponentBits() {
        return isFloat() ? 8 : 11;
    }

    /// The width of the fraction field.
    int fractionBits() {
        return isFloat() ? Float.PRECISION - 1 : Double.PRECISION - 1;
    }

    /// 1.5·2^`fractionBits`: adding it rounds a small number to an integer and leaves that integer in the low bits.
    double magic() {
        return 1.5 * (1L << fractionBits());
    }

    /// 1 ÷ ln 2.
    double log2e() {
        return rounded(0x1.71547652b82fep0);
    }

    /// ln 2, rounded; together with [#ln2Tail()] good to twice the precision.
    double ln2() {
        return rounded(0x1.62e42fefa39efp-1);
    }

    /// ln 2 less [#ln2()].
    double ln2Tail() {
        return isFloat() ? -0x1.05c61p-29 : 0x1.abc9e3b39803fp-56;
    }

    /// The largest number whose exponential is finite.
    double expOverflow() {
        return isFloat() ? 0x1.62e42ep6 : 0x1.62e42fefa39efp9;
    }

    /// A number whose exponential rounds to 0, as do those of all numbers below.
    double expUnderflow() {
        return isFloat() ? -104 : -746;
    }

    double smallestNormal() {
        return isFloat() ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    }

    /// The bits of a real of this precision.
    long bits(double value) {
        return isFloat() ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value);
    }

    long signBit() {
        return bits(-0.0);
    }

    private double rounded(double value) {
        return isFloat() ? (float) value : value;
    }
}
