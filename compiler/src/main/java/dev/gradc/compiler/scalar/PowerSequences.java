package dev.gradc.compiler.scalar;

import dev.gradc.compiler.scalar.SequenceBuilder.Int;
import dev.gradc.compiler.scalar.SequenceBuilder.Mask;
import dev.gradc.compiler.scalar.SequenceBuilder.Real;

/// The power function, xʸ = 2^(y·log₂|x|), with log₂ and its product carried as head and tail.
final class PowerSequences extends SequenceFormulas {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final Real x;
    private final Real y;

    PowerSequences(SequenceTables tables) {
        super("pow", tables);
        x = b.realInput();
        y = b.realInput();
    }

    private record HeadAndTail(Real head, Real tail) {
    }

    /// The special cases are those of `Math.pow`; most come by themselves once log₂ 0 = −∞ and log₂ ∞ = ∞.
    Sequence pow() {
        Real magnitude = magnitude(x);
        HeadAndTail log = log2(magnitude);
        Real head = magnitude.equalTo(0).select(-INFINITY, magnitude.lessThan(INFINITY).select(log.head(), magnitude));
        Real exponent = y.times(head);
        Real power = exp2(exponent, y.fma(log.tail(), y.fma(head, minus(exponent))));

        Real distance = distanceFromEven(magnitude(y));
        Mask even = distance.equalTo(0);
        Mask odd = distance.times(distance).equalTo(1);
        Mask negative = x.lessThan(0).and(b.real(-INFINITY).lessThan(x));
        Real real = negative.select(even.or(odd).select(power, Double.NaN), power);
        Real signed = real.bits().or(odd.select(sign(x), b.integer(0))).asReal();
        return b.returning(y.equalTo(0).select(1, y.equalTo(1).select(x, signed)));
    }

    /// a less the even integer next to it; from `twos` on, where 2 is the distance between reals, all are even.
    private Real distanceFromEven(Real a) {
        double twos = 2L << tables.fractionBits();
        Real small = a.lessThan(twos).select(a, 0);
        return small.minus(small.plus(twos).minus(twos));
    }

    /// log₂ x for a positive finite x: with x = 2ⁿ·m, √½ ≤ m < √2, and s = (m − 1) ÷ (m + 1),
    /// log₂ x = n + 2 ÷ ln 2·artanh s.
    private HeadAndTail log2(Real x) {
        Scaled scaled = scaled(x, tables.rounded(StrictMath.sqrt(0.5)));
        Real m = scaled.significand();
        Real numerator = m.minus(1);
        Real denominator = m.plus(1);
        Real denominatorTail = m.minus(denominator.minus(1));
        Real reciprocal = b.real(1).dividedBy(denominator);
        Real s = numerator.times(reciprocal);
        Real minusS = minus(s);
        Real sTail = minusS.fma(denominatorTail, minusS.fma(denominator, numerator)).times(reciprocal);
        HeadAndTail sum = times(new HeadAndTail(s, sTail), series(s, sTail));
        Real head = scaled.power().plus(sum.head());
        return new HeadAndTail(head, scaled.power().minus(head).plus(sum.head()).plus(sum.tail()));
    }

    /// 2 ÷ ln 2·artanh s ÷ s = 2 ÷ ln 2·(1 + s² ÷ 3) + s⁴·L(s²).
    private HeadAndTail series(Real s, Real sTail) {
        Real square = s.times(s);
        Real squareTail = s.fma(sTail.plus(sTail), s.fma(s, minus(square)));
        Real rounded = square.plus(squareTail);
        Real rest = rounded.times(square.polynomial(square.times(square), tables.logarithm2()));
        HeadAndTail slope = plus(tables.twoThirdsLog2e(), new HeadAndTail(rest, b.real(tables.twoThirdsLog2eTail())));
        HeadAndTail rise = times(new HeadAndTail(square, squareTail), slope);
        return plus(tables.twoLog2e(), new HeadAndTail(rise.head(), rise.tail().plus(tables.twoLog2eTail())));
    }

    /// a + v, for a larger than v.
    private HeadAndTail plus(double a, HeadAndTail v) {
        Real head = v.head().plus(a);
        return new HeadAndTail(head, b.real(a).minus(head).plus(v.head()).plus(v.tail()));
    }

    private HeadAndTail times(HeadAndTail u, HeadAndTail v) {
        Real head = u.head().times(v.head());
        Real error = u.head().fma(v.head(), minus(head));
        return new HeadAndTail(head, u.tail().fma(v.head(), u.head().fma(v.tail(), error)));
    }

    /// 2^(head + tail). The power is scaled towards 1 and the result back, so that it overflows or becomes subnormal in
    /// one rounding.
    private Real exp2(Real head, Real tail) {
        Real shifted = head.plus(tables.magic());
        Real rounded = head.minus(shifted.minus(tables.magic()));
        Real r = rounded.plus(tail);
        Real rTail = rounded.minus(r).plus(tail);
        Real square = r.times(r);
        Real rest = square.fma(r.polynomial(square, tables.power2()),
                r.fma(tables.ln2Tail(), rTail.times(tables.ln2())));
        Real whole = r.fma(tables.ln2(), 1);
        Real wholeTail = r.fma(tables.ln2(), b.real(1).minus(whole));
        Real significand = whole.plus(wholeTail.plus(rest));
        long scale = 1L << tables.exponentBits() - 2 << tables.fractionBits();
        Int towardsOne = head.lessThan(0).select(b.integer(scale), b.integer(-scale));
        Real scaled = significand.bits().plus(shifted.bits().shiftLeft(tables.fractionBits())).plus(towardsOne)
                .asReal();
        Real power = scaled.times(b.integer(tables.bits(1)).minus(towardsOne).asReal());
        Real finite = head.lessThan(tables.exponentBound()).select(power, head.plus(INFINITY));
        return head.lessThan(-tables.exponentBound() - tables.fractionBits()).select(0.0, finite);
    }
}
