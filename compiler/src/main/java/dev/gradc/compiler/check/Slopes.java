package dev.gradc.compiler.check;

import dev.gradc.compiler.interp.ReferenceFunctions;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;

/// One operation f(a, b) at a point: its value and its partial derivatives of first and second order; those by b are 0 where there
/// is no b.
///
/// The table is written from the mathematics of the functions alone, in forms that keep their accuracy over the whole range (σ′ is
/// σ(x)·σ(−x) and not y·(1 − y)), and shares nothing with the compiler's own
/// [Derivative][dev.gradc.compiler.scalar.Derivative]: that is what makes it a witness. At kinks it gives what gradc documents:
/// `max` and `min` send half to each side of a tie, |x|′ is 0 at 0.
///
/// @param value f
/// @param a ∂f/∂a
/// @param b ∂f/∂b
/// @param aa ∂²f/∂a²
/// @param ab ∂²f/∂a∂b
/// @param bb ∂²f/∂b²
record Slopes(double value, double a, double b, double aa, double ab, double bb) {
    private static final double TWO_OVER_ROOT_PI = 2 / StrictMath.sqrt(StrictMath.PI);

    private static Slopes linear(double value, double a, double b) {
        return new Slopes(value, a, b, 0, 0, 0);
    }

    private static Slopes unary(double value, double a, double aa) {
        return new Slopes(value, a, 0, aa, 0, 0);
    }

    static Slopes negation(double a) {
        return linear(-a, -1, 0);
    }

    static Slopes absolute(double a) {
        return linear(StrictMath.abs(a), a == 0 ? 0 : StrictMath.copySign(1, a), 0);
    }

    static Slopes squareRoot(double a) {
        double root = StrictMath.sqrt(a);
        return unary(root, 1 / (2 * root), -1 / (4 * root * a));
    }

    static Slopes sum(double a, double b) {
        return linear(a + b, 1, 1);
    }

    static Slopes difference(double a, double b) {
        return linear(a - b, 1, -1);
    }

    static Slopes product(double a, double b) {
        return new Slopes(a * b, b, a, 0, 1, 0);
    }

    static Slopes quotient(double a, double b) {
        double q = a / b;
        return new Slopes(q, 1 / b, -q / b, 0, -1 / b / b, 2 * q / b / b);
    }

    /// At a tie, each side has half.
    static Slopes smaller(double a, double b) {
        double share = a < b ? 1 : b < a ? 0 : 0.5;
        return linear(StrictMath.min(a, b), share, 1 - share);
    }

    /// At a tie, each side has half.
    static Slopes larger(double a, double b) {
        double share = a > b ? 1 : b > a ? 0 : 0.5;
        return linear(StrictMath.max(a, b), share, 1 - share);
    }

    static Slopes power(double a, double b) {
        double value = StrictMath.pow(a, b);
        double once = StrictMath.pow(a, b - 1);
        double log = StrictMath.log(a);
        return new Slopes(value, multiple(b, once), value * log, multiple(b * (b - 1), StrictMath.pow(a, b - 2)),
                once * (1 + b * log), value * log * log);
    }

    /// No share of what is infinite is 0.
    private static double multiple(double factor, double x) {
        return factor == 0 ? 0 : factor * x;
    }

    static Slopes call(Fn function, double x) {
        double y = ReferenceFunctions.apply(function, x);
        return switch (function) {
            case EXP, EXPM1 -> unary(y, StrictMath.exp(x), StrictMath.exp(x));
            case LOG -> unary(y, 1 / x, -1 / x / x);
            case LOG1P -> unary(y, 1 / (1 + x), -1 / (1 + x) / (1 + x));
            case TANH -> {
                double cosh = StrictMath.cosh(x);
                yield unary(y, 1 / cosh / cosh, -2 * y / cosh / cosh);
            }
            case LOGISTIC -> unary(y, bell(x), -bell(x) * StrictMath.tanh(x / 2));
            case SOFTPLUS -> unary(y, logistic(x), bell(x));
            case ERF -> {
                double slope = TWO_OVER_ROOT_PI * StrictMath.exp(-x * x);
                yield unary(y, slope, -2 * x * slope);
            }
        };
    }

    /// σ(x)·σ(−x).
    private static double bell(double x) {
        return logistic(x) * logistic(-x);
    }

    private static double logistic(double x) {
        return ReferenceFunctions.apply(Fn.LOGISTIC, x);
    }

    /// Whether a condition between two numbers holds.
    static boolean holds(Expr.Relation relation, double a, double b) {
        return switch (relation) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case EQUAL -> a == b;
        };
    }
}
