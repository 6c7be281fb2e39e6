package dev.gradc.compiler.scalar;

import dev.gradc.compiler.scalar.SequenceBuilder.Int;
import dev.gradc.compiler.scalar.SequenceBuilder.Mask;
import dev.gradc.compiler.scalar.SequenceBuilder.Real;

/// The formulas of the elementary functions of one number; [FloatSequences] and [DoubleSequences] supply the numbers.
///
/// Two kernels carry them. The exponential: with n = round(x ÷ ln 2) and r = x − n·ln 2, eˣ = 2ⁿ·eʳ (Cody and Waite,
/// *Software Manual for the Elementary Functions*, 1980; the constant ln 2 in two parts). The logarithm: with x = 2ⁿ·m,
/// ¾ ≤ m < 1½, ln x = n·ln 2 + ln(1 + f), f = m − 1. Where a result needs more digits than one real has, a sum is kept
/// as head and tail (Dekker 1971; Knuth, TAOCP 2, 4.2.2).
final class ElementarySequences extends SequenceFormulas {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final Real x;

    ElementarySequences(String name, SequenceTables tables) {
        super(name, tables);
        x = b.realInput();
    }

    /// eˣ. Of a negative argument, the power is scaled up and the result down again, so that the power is never subnormal.
    Sequence exp() {
        Exponential e = exponential(x, tables.exponential());
        Int up = sign(x).shiftRight(2);
        Real scaled = e.sum().plus(1).bits().plus(e.power()).plus(up).asReal();
        Real y = scaled.times(b.integer(tables.bits(1.0)).minus(up).asReal());
        return b.returning(x.lessThan(tables.expUnderflow()).select(0.0, finiteExponential(y)));
    }

    private Real finiteExponential(Real y) {
        return x.atMost(tables.expOverflow()).select(y, x.plus(INFINITY));
    }

    /// eˣ − 1 = 2·(2ⁿ⁻¹ − ½ + 2ⁿ⁻¹·(eʳ − 1)); halved, so that the power does not overflow before the result does.
    Sequence expm1() {
        Exponential e = exponentialMinusOne(x, tables.exponentialMinusOne());
        Real power = power(e.power(), -1);
        Real whole = power.minus(0.5);
        Real wholeTail = power.minus(whole).minus(0.5);
        Real sum = power.fma(e.head(), whole);
        Real sumTail = power.fma(e.head(), whole.minus(sum)).plus(wholeTail);
        Real half = sum.plus(power.fma(e.tail(), sumTail));
        Real y = x.times(x).lessThan(tables.isFloat() ? 0x1p-80 : 0x1p-200).select(x, half.plus(half));
        return b.returning(x.lessThan(-tables.fractionBits()).select(-1.0, finiteExponential(y)));
    }

    /// tanh x = 1 − 2 ÷ (e²ˣ + 1) from 29/32 on, an odd polynomial below.
    Sequence tanh() {
        Real a = clampedMagnitude(tables.fractionBits() / 2.0);
        Exponential e = exponential(a.plus(a), tables.exponential());
        Real power = power(e.power(), 0);
        Real denominator = power.fma(e.sum(), power.plus(1));
        Real far = b.real(1).dividedBy(denominator).fma(-2, 1);
        Real square = a.times(a);
        Real near = square.times(square.polynomial(square.times(square), tables.tangent())).fma(a, a);
        return b.returning(withSignOfX(a.lessThan(29.0 / 32).select(near, far)));
    }

    /// σ(x) = 1 ÷ (1 + e⁻ˣ) for x ≥ 0 and eˣ ÷ (1 + eˣ) for x < 0, so that nothing overflows and a small result keeps
    /// its digits; the quotient is corrected by its remainder.
    Sequence logistic() {
        HeadAndTail z = exponentialOfMinus(clampedMagnitude(-tables.expUnderflow()), false);
        Real minusDenominator = b.real(-1).minus(z.head());
        Real denominatorTail = b.real(-1).minus(minusDenominator).minus(z.head()).minus(z.tail());
        Mask negative = x.lessThan(0);
        Real numerator = negative.select(z.head(), 1);
        Real numeratorTail = negative.select(z.tail(), 0);
        Real reciprocal = b.real(-1).dividedBy(minusDenominator);
        Real quotient = numerator.times(reciprocal);
        Real remainder = quotient.fma(minusDenominator, numerator).plus(quotient.fma(denominatorTail, numeratorTail));
        return b.returning(remainder.fma(reciprocal, quotient));
    }

    /// softplus x = ln(1 + eˣ) = max(x, 0) + ln(1 + z), z = e⁻|ˣ|; above ½, ln(1 + z) = ln 2 + ln(1 + (z − 1) ÷ 2).
    Sequence softplus() {
        double limit = -tables.expUnderflow();
        HeadAndTail z = exponentialOfMinus(clampedMagnitude(limit), true);
        Mask large = z.head().greaterThan(0.5);
        Real f = large.select(z.head().fma(0.5, -0.5), z.head());
        Real fTail = large.select(z.tail().times(0.5), z.tail());
        Real square = f.times(f);
        Real tails = fTail.minus(f.times(fTail)).plus(large.select(b.real(tables.ln2Tail()), 0));
        Real rest = square.fma(f.polynomial(square, tables.logarithm()), tails);
        Real positive = x.greaterThan(0).select(x, 0);
        Real ln2 = large.select(b.real(tables.ln2()), 0);
        Real whole = positive.plus(ln2);
        Real wholeTail = ln2.minus(whole).plus(positive);
        Real sum = whole.plus(f);
        Real sumTail = whole.minus(sum).plus(f);
        Real y = sum.plus(rest.plus(wholeTail.plus(sumTail)));
        return b.returning(x.lessThan(limit).select(y, x));
    }

    /// ln x.
    Sequence log() {
        Scaled scaled = scaled(x, 0.75);
        Real y = logarithm(scaled.power(), scaled.significand().minus(1));
        Real special = x.equalTo(0).select(b.real(-INFINITY), Double.NaN);
        return b.returning(x.greaterThan(0).select(x.lessThan(INFINITY).select(y, x), special));
    }

    /// ln(1 + x): with 2ⁿ taken from 1 + x, f = x·2⁻ⁿ + (2⁻ⁿ − 1) is not hurt by the rounding of 1 + x.
    Sequence log1p() {
        Int power = exponentField(x.plus(1).bits().minus(b.integer(tables.bits(0.75))));
        Real scaled = x.bits().minus(power).asReal();
        Real inverse = b.integer(tables.bits(4)).minus(power).asReal();
        Real f = scaled.plus(inverse.fma(0.25, -1));
        Real y = withSignOfX(logarithm(asReal(power), f));
        Real special = x.equalTo(-1).select(b.real(-INFINITY), Double.NaN);
        return b.returning(x.greaterThan(-1).select(x.lessThan(INFINITY).select(y, x), special));
    }

    /// erf x = 1 − exp(−|x|·F(|x|)) from 15/16 on, with the product in two parts, an odd polynomial
    /// below.
    Sequence erf() {
        Real a = clampedMagnitude(tables.erfOne());
        Real square = a.times(a);
        Real near = a.fma(square.polynomialOfPairs(square.times(square), tables.erfNear()), a);
        Real factor = minus(a.polynomial(square, tables.erfFar()));
        Real product = a.times(factor);
        Exponential e = exponential(product, a.fma(factor, minus(product)), tables.exponential());
        Real power = power(e.power(), 0);
        Real far = b.real(1).minus(power).minus(power.times(e.sum()));
        return b.returning(withSignOfX(a.lessThan(15.0 / 16).select(near, far)));
    }

    /// n·ln 2 + ln(1 + f).
    private Real logarithm(Real n, Real f) {
        Real square = f.times(f);
        Real rest = square.fma(f.polynomial(square, tables.logarithm()), n.times(tables.ln2Tail()));
        return n.fma(tables.ln2(), f.plus(rest));
    }

    private record HeadAndTail(Real head, Real tail) {
    }

    /// e⁻ᵃ for a ≥ 0.
    ///
    /// @param whole whether the tail also has what the exponential's own head and tail lose in their sum
    private HeadAndTail exponentialOfMinus(Real a, boolean whole) {
        Exponential e = exponential(minus(a), tables.exponential());
        int up = 1 << tables.exponentBits() - 2;
        double down = Math.scalb(1.0, -up);
        Real power = power(e.power(), up);
        Real head = e.sum().plus(1);
        Real tail = b.real(1).minus(head).plus(e.sum());
        Real rest = whole ? tail.plus(e.head().minus(e.sum()).plus(e.tail())) : tail;
        return new HeadAndTail(head.times(power).times(down), rest.times(power.times(down)));
    }

    private Real clampedMagnitude(double limit) {
        Real magnitude = magnitude(x);
        return magnitude.greaterThan(limit).select(limit, magnitude);
    }

    private Real withSignOfX(Real magnitude) {
        return magnitude.bits().or(sign(x)).asReal();
    }
}
