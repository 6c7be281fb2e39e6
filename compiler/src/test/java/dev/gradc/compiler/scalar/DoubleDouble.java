package dev.gradc.compiler.scalar;

/// The unevaluated sum of two doubles, |lo| ≤ ½ ulp(hi): about 106 bits (Dekker 1971; Knuth, TAOCP 2, 4.2.2).
record DoubleDouble(double hi, double lo) {
    static final DoubleDouble ONE = of(1);
    static final DoubleDouble LN2 = new DoubleDouble(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56);
    /// 2 ÷ √π.
    static final DoubleDouble TWO_OVER_ROOT_PI = new DoubleDouble(0x1.20dd750429b6dp0, 0x1.1ae3a914fed8p-56);

    static DoubleDouble of(double value) {
        return new DoubleDouble(value, 0);
    }

    /// a + b, exactly.
    static DoubleDouble sum(double a, double b) {
        double sum = a + b;
        double part = sum - a;
        return new DoubleDouble(sum, a - (sum - part) + (b - part));
    }

    /// a·b, exactly (but for underflow).
    static DoubleDouble product(double a, double b) {
        double product = a * b;
        return new DoubleDouble(product, Math.fma(a, b, -product));
    }

    private static DoubleDouble normalized(double hi, double lo) {
        double sum = hi + lo;
        return new DoubleDouble(sum, hi - sum + lo);
    }

    DoubleDouble plus(DoubleDouble b) {
        DoubleDouble heads = sum(hi, b.hi);
        DoubleDouble tails = sum(lo, b.lo);
        DoubleDouble first = normalized(heads.hi, heads.lo + tails.hi);
        return normalized(first.hi, first.lo + tails.lo);
    }

    DoubleDouble plus(double b) {
        return plus(of(b));
    }

    DoubleDouble negated() {
        return new DoubleDouble(-hi, -lo);
    }

    DoubleDouble minus(DoubleDouble b) {
        return plus(b.negated());
    }

    DoubleDouble times(DoubleDouble b) {
        DoubleDouble product = product(hi, b.hi);
        return normalized(product.hi, product.lo + (hi * b.lo + lo * b.hi));
    }

    DoubleDouble times(double b) {
        DoubleDouble product = product(hi, b);
        return normalized(product.hi, Math.fma(lo, b, product.lo));
    }

    DoubleDouble dividedBy(DoubleDouble b) {
        double first = hi / b.hi;
        DoubleDouble rest = minus(b.times(first));
        double second = rest.hi / b.hi;
        double third = rest.minus(b.times(second)).hi / b.hi;
        return normalized(first, second).plus(third);
    }

    /// This times 2 to the power n.
    DoubleDouble scaled(int n) {
        return new DoubleDouble(Math.scalb(hi, n), Math.scalb(lo, n));
    }
}
