package dev.gradc.compiler.scalar;

import java.math.BigDecimal;
import java.math.MathContext;

/// The functions to a hundred digits, slowly: series and definitions, to judge [Reference] by.
final class BigReference {
    private static final MathContext DIGITS = new MathContext(120);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.TWO;
    /// No term below this share of the sum counts.
    private static final BigDecimal SMALL = new BigDecimal("1e-115");

    private BigReference() {
    }

    static BigDecimal exp(BigDecimal x) {
        BigDecimal reduced = x.divide(BigDecimal.valueOf(1L << 20), DIGITS);
        BigDecimal sum = ONE;
        BigDecimal term = ONE;
        for (int k = 1; term.abs().compareTo(SMALL) > 0; k++) {
            term = term.multiply(reduced).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < 20; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    static BigDecimal expm1(BigDecimal x) {
        return exp(x).subtract(ONE, DIGITS);
    }

    /// Halley's iteration, which triples the digits, from a double.
    static BigDecimal log(BigDecimal x) {
        BigDecimal y = BigDecimal.valueOf(StrictMath.log(x.doubleValue()));
        for (int i = 0; i < 4; i++) {
            BigDecimal e = exp(y);
            y = y.add(TWO.multiply(x.subtract(e)).divide(x.add(e), DIGITS), DIGITS);
        }
        return y;
    }

    static BigDecimal log1p(BigDecimal x) {
        return log(x.add(ONE));
    }

    static BigDecimal tanh(BigDecimal x) {
        BigDecimal e = exp(x.multiply(TWO));
        return e.subtract(ONE).divide(e.add(ONE), DIGITS);
    }

    static BigDecimal logistic(BigDecimal x) {
        return ONE.divide(ONE.add(exp(x.negate())), DIGITS);
    }

    static BigDecimal softplus(BigDecimal x) {
        return log(ONE.add(exp(x)));
    }

    static BigDecimal erf(BigDecimal x) {
        BigDecimal square = x.multiply(x);
        BigDecimal power = x;
        BigDecimal sum = x;
        for (int k = 1; power.abs().compareTo(SMALL.multiply(x.abs())) > 0; k++) {
            power = power.multiply(square).divide(BigDecimal.valueOf(-k), DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), DIGITS), DIGITS);
        }
        return TWO.multiply(sum).divide(pi().sqrt(DIGITS), DIGITS);
    }

    static BigDecimal pow(BigDecimal x, BigDecimal y) {
        return exp(y.multiply(log(x)));
    }

    /// Machin: π = 16 arctan ⅕ − 4 arctan 1⁄239.
    private static BigDecimal pi() {
        return BigDecimal.valueOf(16).multiply(inverseTangent(5)).subtract(BigDecimal.valueOf(4).multiply(
                inverseTangent(239)), DIGITS);
    }

    /// arctan(1 ÷ n).
    private static BigDecimal inverseTangent(int n) {
        BigDecimal power = ONE.divide(BigDecimal.valueOf(n), DIGITS);
        BigDecimal sum = power;
        for (int k = 1; power.compareTo(SMALL) > 0; k++) {
            power = power.divide(BigDecimal.valueOf((long) n * n), DIGITS);
            BigDecimal term = power.divide(BigDecimal.valueOf(2L * k + 1), DIGITS);
            sum = k % 2 == 0 ? sum.add(term) : sum.subtract(term);
        }
        return sum;
    }
}
