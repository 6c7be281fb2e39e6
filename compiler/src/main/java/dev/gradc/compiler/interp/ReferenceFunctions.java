package dev.gradc.compiler.interp;

import dev.gradc.compiler.scalar.Fn;

/// The functions of one number in double precision, by other means than gradc's own sequences: what those are judged by.
/// Each is within a few units in the last place.
public final class ReferenceFunctions {
    private static final double TWO_OVER_SQRT_PI = 2 / StrictMath.sqrt(StrictMath.PI);

    private ReferenceFunctions() {
    }

    public static double apply(Fn function, double x) {
        return switch (function) {
            case EXP -> StrictMath.exp(x);
            case LOG -> StrictMath.log(x);
            case TANH -> StrictMath.tanh(x);
            case LOGISTIC -> logistic(x);
            case SOFTPLUS -> softplus(x);
            case EXPM1 -> StrictMath.expm1(x);
            case LOG1P -> StrictMath.log1p(x);
            case ERF -> erf(x);
        };
    }

    /// With the exponential that cannot overflow.
    private static double logistic(double x) {
        double e = StrictMath.exp(-StrictMath.abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    private static double softplus(double x) {
        return StrictMath.max(x, 0) + StrictMath.log1p(StrictMath.exp(-StrictMath.abs(x)));
    }

    /// Abramowitz and Stegun 7.1.6 near 0 (all terms of one sign), and 1 − erfc by 7.1.14 from 2.5 on.
    private static double erf(double x) {
        double size = StrictMath.abs(x);
        return size < 2.5 ? series(x)
                : size < 6 ? StrictMath.copySign(1 - erfc(size), x) : size >= 6 ? StrictMath.copySign(1, x) : x;
    }

    /// 2/√π · e^(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)).
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; StrictMath.abs(term) > StrictMath.abs(sum) * 0x1p-60; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return TWO_OVER_SQRT_PI * StrictMath.exp(-x * x) * sum;
    }

    /// e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + …)))), for x ≥ 2.5.
    private static double erfc(double x) {
        double tail = x;
        for (int n = 60; n >= 1; n--) {
            tail = x + n / 2.0 / tail;
        }
        return TWO_OVER_SQRT_PI / 2 * StrictMath.exp(-x * x) / tail;
    }
}
