package dev.gradc.compiler.scalar;

import dev.gradc.compiler.scalar.Expr.Condition;
import java.math.BigDecimal;
import java.math.MathContext;

/// What a formula is over the reals, to about a hundred digits.
public final class BigFormula {
    /// The digits of an operation.
    public static final MathContext DIGITS = new MathContext(120);

    /// Stands for ∞ in comparisons.
    private static final BigDecimal INFINITE = new BigDecimal("1e1000000");

    private static final BigDecimal LARGE = new BigDecimal(20_000);

    private BigFormula() {
    }

    /// The formula's value where operand i is `args[i]`.
    ///
    /// @throws ArithmeticException where it is not a real
    public static BigDecimal value(Expr formula, BigDecimal... args) {
        return switch (formula) {
            case Expr.Arg(var index) -> args[index];
            case Expr.Const(var value) -> number(value);
            case Expr.Neg(var x) -> value(x, args).negate();
            case Expr.Abs(var x) -> value(x, args).abs();
            case Expr.Sqrt(var x) -> value(x, args).sqrt(DIGITS);
            case Expr.Add(var a, var b) -> value(a, args).add(value(b, args), DIGITS);
            case Expr.Sub(var a, var b) -> value(a, args).subtract(value(b, args), DIGITS);
            case Expr.Mul(var a, var b) -> value(a, args).multiply(value(b, args), DIGITS);
            case Expr.Div(var a, var b) -> value(a, args).divide(value(b, args), DIGITS);
            case Expr.Min(var a, var b) -> value(a, args).min(value(b, args));
            case Expr.Max(var a, var b) -> value(a, args).max(value(b, args));
            case Expr.Fma(var a, var b, var c) -> value(a, args).multiply(value(b, args)).add(value(c, args), DIGITS);
            case Expr.Select(var condition, var then, var otherwise) -> value(
                    holds(condition, args) ? then : otherwise, args);
            case Expr.Call(var function, var x) -> call(function, value(x, args));
            case Expr.Pow(var a, Expr.Const(var c)) when c == Math.rint(c) -> value(a, args).pow((int) c, DIGITS);
            case Expr.Pow(var a, var b) -> BigReference.pow(value(a, args), value(b, args));
        };
    }

    /// A double as the real that it is.
    public static BigDecimal number(double value) {
        return Double.isInfinite(value) ? INFINITE.multiply(BigDecimal.valueOf(Math.signum(value)))
                : new BigDecimal(value);
    }

    /// An exponential of more than [#LARGE] is beyond every format, and one of less than minus that rounds to 0.
    private static BigDecimal call(Fn function, BigDecimal x) {
        return switch (function) {
            case EXP -> BigReference.exp(clamped(x));
            case LOG -> BigReference.log(x);
            case TANH -> BigReference.tanh(x);
            case LOGISTIC -> BigReference.logistic(clamped(x));
            case SOFTPLUS -> x.compareTo(LARGE) > 0 ? x : BigReference.softplus(clamped(x));
            case EXPM1 -> BigReference.expm1(clamped(x));
            case LOG1P -> BigReference.log1p(x);
            case ERF -> BigReference.erf(x);
        };
    }

    private static BigDecimal clamped(BigDecimal x) {
        return x.max(LARGE.negate()).min(LARGE);
    }

    private static boolean holds(Condition condition, BigDecimal[] args) {
        int order = value(condition.a(), args).compareTo(value(condition.b(), args));
        return switch (condition.relation()) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case EQUAL -> order == 0;
        };
    }
}
