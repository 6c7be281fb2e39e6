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
/// @param erfNear             E with erf x ≈ x + x·E(x²), 0 ≤ x ≤ 15/16, error relative
/// @param erfFar              F with erfc x ≈ exp(−x·F(x)), from 15/16 to [#erfOne()], error relative to erf x
/// @param logarithm2          L with log₂((1 + s) ÷ (1 − s)) ≈ 2s ÷ ln 2·(1 + s² ÷ 3) + s⁵·L(s²), |s| ≤ 3 − 2√2, error
///                            relative
/// @param power2              P with 2ʳ ≈ 1 + r·ln 2 + r²·P(r), |r| ≤ ½, error relative to 2ʳ
record SequenceTables(Precision precision, double[] exponential, double[] exponentialMinusOne, double[] logarithm,
        double[] tangent, double[] erfNear, double[] erfFar, double[] logarithm2, double[] power2) {

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

    /// A number x with erf x = 1, rounded.
    double erfOne() {
        return isFloat() ? 4 : 6;
    }

    /// 2 ÷ ln 2, rounded; together with [#twoLog2eTail()] good to twice the precision.
    double twoLog2e() {
        return rounded(0x1.71547652b82fep1);
    }

    /// 2 ÷ ln 2 less [#twoLog2e()].
    double twoLog2eTail() {
        return isFloat() ? 0x1.4ae0cp-25 : 0x1.777d0ffda0d24p-55;
    }

    /// 2 ÷ (3 ln 2), rounded; together with [#twoThirdsLog2eTail()] good to twice the precision.
    double twoThirdsLog2e() {
        return rounded(0x1.ec709dc3a03fdp-1);
    }

    /// 2 ÷ (3 ln 2) less [#twoThirdsLog2e()].
    double twoThirdsLog2eTail() {
        return isFloat() ? -0x1.e2fe02p-28 : 0x1.d27f05548af0cp-55;
    }

    /// 2 to this power overflows, and 2 to minus this and [#fractionBits()] rounds to 0.
    double exponentBound() {
        return isFloat() ? Float.MAX_EXPONENT + 2 : Double.MAX_EXPONENT + 2;
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

    /// The nearest real of this precision.
    double rounded(double value) {
        return isFloat() ? (float) value : value;
    }
}
