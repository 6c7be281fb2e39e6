package dev.gradc.compiler.scalar;

import java.util.stream.IntStream;

/// The functions good to about 95 bits, for arguments where they are finite, not 0 and not exact by definition. Written
/// apart from the sequences: Taylor series of small arguments, Newton's method, and definitions.
final class Reference {
    private static final int TERMS = 17;
    private static final DoubleDouble[] INVERSE_FACTORIALS = new DoubleDouble[TERMS + 1];
    /// 2 ÷ (2k + 3) at k.
    private static final DoubleDouble[] ERF_RATIOS = IntStream.range(0, 400)
            .mapToObj(k -> DoubleDouble.of(2).dividedBy(DoubleDouble.of(2 * k + 3))).toArray(DoubleDouble[]::new);
    /// Below it, f(x) and f′(0)·x agree to 200 bits.
    private static final double TINY = 0x1p-200;

    static {
        INVERSE_FACTORIALS[0] = DoubleDouble.ONE;
        for (int i = 1; i <= TERMS; i++) {
            INVERSE_FACTORIALS[i] = INVERSE_FACTORIALS[i - 1].dividedBy(DoubleDouble.of(i));
        }
    }

    private Reference() {
    }

    static Exact exp(double x) {
        return exp(DoubleDouble.of(x));
    }

    static Exact expm1(double x) {
        if (Math.abs(x) < TINY) {
            return linear(DoubleDouble.ONE, x);
        }
        if (Math.abs(x) < 0.34) {
            return Exact.of(smallExpm1(DoubleDouble.of(x)));
        }
        Exact exp = exp(x);
        if (exp.exponent() >= 0) {
            return new Exact(exp.value().plus(-Math.scalb(1.0, -exp.exponent())), exp.exponent());
        }
        return Exact.of(exp.value().scaled(exp.exponent()).plus(-1));
    }

    static Exact log(double x) {
        return Exact.of(log(DoubleDouble.of(x), Math.getExponent(x) < Double.MIN_EXPONENT ? 60 : 0));
    }

    static Exact log1p(double x) {
        if (Math.abs(x) < TINY) {
            return linear(DoubleDouble.ONE, x);
        }
        return Exact.of(log1p(DoubleDouble.of(x)));
    }

    static Exact tanh(double x) {
        if (Math.abs(x) < TINY) {
            return linear(DoubleDouble.ONE, x);
        }
        Exact e = expm1(-2 * Math.min(Math.abs(x), 100));
        DoubleDouble magnitude = e.value().negated().dividedBy(e.value().plus(2));
        return Exact.of(x < 0 ? magnitude.negated() : magnitude);
    }

    static Exact logistic(double x) {
        Exact z = exp(-Math.abs(x));
        DoubleDouble denominator = z.value().scaled(z.exponent()).plus(1);
        return x < 0
                ? new Exact(z.value().dividedBy(denominator), z.exponent())
                : Exact.of(DoubleDouble.ONE.dividedBy(denominator));
    }

    static Exact softplus(double x) {
        Exact z = exp(-Math.abs(x));
        if (x < 0 && z.exponent() < -200) {
            return z;
        }
        DoubleDouble log = log1p(z.value().scaled(z.exponent()));
        return Exact.of(x < 0 ? log : log.plus(x));
    }

    /// 2 ÷ √π·e^(−x²)·(x + ⅔x³ + 4⁄15 x⁵ + …), whose terms have one sign (Abramowitz and Stegun 7.1.6).
    static Exact erf(double x) {
        if (Math.abs(x) < TINY) {
            return linear(DoubleDouble.TWO_OVER_ROOT_PI, x);
        }
        if (Math.abs(x) > 9) {
            return Exact.of(DoubleDouble.of(Math.copySign(1, x)));
        }
        DoubleDouble square = DoubleDouble.product(x, x);
        DoubleDouble term = DoubleDouble.of(x);
        DoubleDouble sum = term;
        for (int k = 0; Math.abs(term.hi()) > 0x1p-108 * Math.abs(sum.hi()); k++) {
            term = term.times(square).times(ERF_RATIOS[k]);
            sum = sum.plus(term);
        }
        Exact exp = exp(square.negated());
        return Exact.of(sum.times(DoubleDouble.TWO_OVER_ROOT_PI).times(exp.value().scaled(exp.exponent())));
    }

    /// For x > 0.
    static Exact pow(double x, double y) {
        DoubleDouble log = log(x).value();
        double product = y * log.hi();
        return exp(Math.abs(y) < TINY || Math.abs(product) > 1e4 ? DoubleDouble.of(product) : log.times(y));
    }

    private static Exact linear(DoubleDouble slope, double x) {
        return new Exact(slope.times(Math.scalb(x, 600)), -600);
    }

    /// 2ⁿ·(1 + (eʳ − 1)). An argument beyond ±10⁴ stands for ±10⁴: far beyond every format.
    private static Exact exp(DoubleDouble x) {
        DoubleDouble bounded = Math.abs(x.hi()) < 1e4 ? x : DoubleDouble.of(Math.copySign(1e4, x.hi()));
        int n = (int) Math.rint(bounded.hi() / DoubleDouble.LN2.hi());
        return new Exact(smallExpm1(bounded.minus(DoubleDouble.LN2.times(n))).plus(1), n);
    }

    /// eʳ − 1 for |r| ≤ 0.36: the Taylor series at r ÷ 8, then (1 + e)² − 1 = 2e + e² three times.
    private static DoubleDouble smallExpm1(DoubleDouble r) {
        DoubleDouble eighth = r.scaled(-3);
        DoubleDouble sum = INVERSE_FACTORIALS[TERMS];
        for (int i = TERMS - 1; i >= 1; i--) {
            sum = sum.times(eighth).plus(INVERSE_FACTORIALS[i]);
        }
        DoubleDouble e = sum.times(eighth);
        for (int i = 0; i < 3; i++) {
            e = e.scaled(1).plus(e.times(e));
        }
        return e;
    }

    private static DoubleDouble log1p(DoubleDouble x) {
        return x.hi() > -0.3 && x.hi() < 0.42 ? smallLog1p(x) : log(x.plus(1), 0);
    }

    /// ln x for x ≥ 2⁻¹⁰⁷⁴⁺ˢᶜᵃˡᵉ, scaled up first.
    private static DoubleDouble log(DoubleDouble x, int scale) {
        DoubleDouble normal = x.scaled(scale);
        int n = Math.getExponent(normal.hi() * StrictMath.sqrt(2));
        return smallLog1p(normal.scaled(-n).plus(-1)).plus(DoubleDouble.LN2.times(n - scale));
    }

    /// ln(1 + f) for −0.3 < f < 0.42, by one step of Newton's method of third order from the double nearby.
    private static DoubleDouble smallLog1p(DoubleDouble f) {
        double guess = StrictMath.log1p(f.hi());
        if (guess == 0) {
            return f;
        }
        DoubleDouble inverse = smallExpm1(DoubleDouble.of(-guess));
        DoubleDouble excess = f.plus(inverse).plus(f.times(inverse));
        return excess.minus(excess.times(excess).scaled(-1)).plus(guess);
    }
}
