package dev.gradc.compiler.check;

import dev.gradc.compiler.interp.ReferenceFunctions;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;

/// A number and its rate of change along one direction: forward-mode differentiation.
///
/// The rules here are written from the mathematics of the functions alone, in forms that keep their accuracy over the
/// whole range, and share nothing with the compiler's [Derivative][dev.gradc.compiler.scalar.Derivative]: that is what
/// makes them a witness.
///
/// @param value the number
/// @param rate its derivative along the direction
record Dual(double value, double rate) {
    private static final double TWO_OVER_ROOT_PI = 2 / StrictMath.sqrt(StrictMath.PI);

    /// A number that does not change.
    static Dual constant(double value) {
        return new Dual(value, 0);
    }

    /// A formula where operand i is `args[i]`.
    static Dual of(Expr formula, Dual... args) {
        return switch (formula) {
            case Expr.Arg(var index) -> args[index];
            case Expr.Const(var value) -> constant(value);
            case Expr.Neg(var x) -> of(x, args).scaled(-1);
            case Expr.Abs(var x) -> absolute(of(x, args));
            case Expr.Sqrt(var x) -> squareRoot(of(x, args));
            case Expr.Add(var a, var b) -> sum(of(a, args), of(b, args), 1);
            case Expr.Sub(var a, var b) -> sum(of(a, args), of(b, args), -1);
            case Expr.Mul(var a, var b) -> product(of(a, args), of(b, args));
            case Expr.Div(var a, var b) -> quotient(of(a, args), of(b, args));
            case Expr.Min(var a, var b) -> smaller(of(a, args), of(b, args));
            case Expr.Max(var a, var b) -> smaller(of(a, args).scaled(-1), of(b, args).scaled(-1)).scaled(-1);
            case Expr.Fma(var a, var b, var c) -> sum(product(of(a, args), of(b, args)), of(c, args), 1);
            case Expr.Select(var condition, var then, var otherwise) ->
                of(holds(condition, args) ? then : otherwise, args);
            case Expr.Call(var function, var x) -> call(function, of(x, args));
            case Expr.Pow(var a, var b) -> power(of(a, args), of(b, args));
        };
    }

    /// Whether a condition holds.
    static boolean holds(Expr.Condition condition, Dual... args) {
        double a = of(condition.a(), args).value;
        double b = of(condition.b(), args).value;
        return switch (condition.relation()) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case EQUAL -> a == b;
        };
    }

    private Dual scaled(double factor) {
        return new Dual(factor * value, factor * rate);
    }

    private static Dual sum(Dual a, Dual b, double sign) {
        return new Dual(a.value + sign * b.value, a.rate + sign * b.rate);
    }

    private static Dual product(Dual a, Dual b) {
        return new Dual(a.value * b.value, times(a.rate, b.value) + times(b.rate, a.value));
    }

    private static Dual quotient(Dual a, Dual b) {
        return new Dual(a.value / b.value, times(a.rate, 1 / b.value) - times(b.rate, a.value / b.value / b.value));
    }

    private static Dual absolute(Dual x) {
        return new Dual(StrictMath.abs(x.value), times(x.rate, x.value == 0 ? 0 : StrictMath.copySign(1, x.value)));
    }

    private static Dual squareRoot(Dual x) {
        double root = StrictMath.sqrt(x.value);
        return new Dual(root, times(x.rate, 1 / (2 * root)));
    }

    /// At a tie, each side has half.
    private static Dual smaller(Dual a, Dual b) {
        double rate = a.value < b.value ? a.rate : b.value < a.value ? b.rate : (a.rate + b.rate) / 2;
        return new Dual(StrictMath.min(a.value, b.value), rate);
    }

    private static Dual power(Dual a, Dual b) {
        double value = StrictMath.pow(a.value, b.value);
        double byBase = times(a.rate, b.value * StrictMath.pow(a.value, b.value - 1));
        return new Dual(value, byBase + times(b.rate, value * StrictMath.log(a.value)));
    }

    private static Dual call(Fn function, Dual x) {
        return new Dual(ReferenceFunctions.apply(function, x.value),
                times(x.rate, slope(function, x.value)));
    }

    private static double slope(Fn function, double x) {
        return switch (function) {
            case EXP -> StrictMath.exp(x);
            case LOG -> 1 / x;
            case TANH -> {
                double cosh = StrictMath.cosh(x);
                yield 1 / cosh / cosh;
            }
            case LOGISTIC -> logistic(x) * logistic(-x);
            case SOFTPLUS -> logistic(x);
            case EXPM1 -> StrictMath.exp(x);
            case LOG1P -> 1 / (1 + x);
            case ERF -> TWO_OVER_ROOT_PI * StrictMath.exp(-x * x);
        };
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    /// What does not change stays so, however steep the function.
    private static double times(double rate, double slope) {
        return rate == 0 ? 0 : rate * slope;
    }
}
