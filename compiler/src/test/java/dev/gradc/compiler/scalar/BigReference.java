package dev.gradc.compiler.scalar;

import java.math.BigDecimal;
import java.math.MathContext;

/// The functions to a hundred digits, slowly: series and definitions, to judge [Reference] by.
final class BigReference {
    private static final MathContext DIGITS = new MathContext(120);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.TWO;
    /// Below it, x and f(x) agree to a hundred digits where f′(0) = 1.
    private static final BigDecimal TINY = new BigDecimal("1e-100");
    /// Above it, a tanh is 1 to all digits.
    private static final BigDecimal LARGE = new BigDecimal("200");
    /// No term below this share of the sum counts.
    private static final BigDecimal SMALL = new BigDecimal("1e-115");
    private static final BigDecimal LOG10 = logOfDouble(BigDecimal.TEN);

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
        return x.abs().compareTo(TINY) < 0 ? x : exp(x).subtract(ONE, DIGITS);
    }

    /// With x = m·10ⁿ, so that m is a double's size, however large or small x is.
    static BigDecimal log(BigDecimal x) {
        if (x.signum() <= 0) {
            throw new ArithmeticException("no real is the logarithm of " + x.toEngineeringString());
        }
        int n = x.precision() - x.scale();
        return Math.abs(n) <= 100 ? logOfDouble(x)
                : logOfDouble(x.scaleByPowerOfTen(-n)).add(LOG10.multiply(BigDecimal.valueOf(n)), DIGITS);
    }

    /// Halley's iteration, which triples the digits, from a double.
    private static BigDecimal logOfDouble(BigDecimal x) {
        BigDecimal y = BigDecimal.valueOf(StrictMath.log(x.doubleValue()));
        for (int i = 0; i < 4; i++) {
            BigDecimal e = exp(y);
            y = y.add(TWO.multiply(x.subtract(e)).divide(x.add(e), DIGITS), DIGITS);
        }
        return y;
    }

    static BigDecimal log1p(BigDecimal x) {
        return x.abs().compareTo(TINY) < 0 ? x : log(x.add(ONE, DIGITS));
    }

    static BigDecimal tanh(BigDecimal x) {
        BigDecimal e = exp(x.abs().compareTo(LARGE) > 0 ? LARGE.multiply(BigDecimal.valueOf(2L * x.signum()))
                : x.multiply(TWO));
        return x.abs().compareTo(TINY) < 0 ? x : e.subtract(ONE).divide(e.add(ONE), DIGITS);
    }

    static BigDecimal logistic(BigDecimal x) {
        return ONE.divide(ONE.add(exp(x.negate())), DIGITS);
    }

    static BigDecimal softplus(BigDecimal x) {
        return log1p(exp(x));
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
