package dev.gradc.compiler.scalar;

import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.runtime.Precision;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.Map;

/// What a formula gives in one precision: each operation rounded to it, each function by gradc's own sequence.
final class Computed {
    private final Precision precision;
    private final Map<Fn, SequenceEvaluator> functions = new EnumMap<>(Fn.class);
    private final SequenceEvaluator pow;

    Computed(Precision precision) {
        this.precision = precision;
        for (Fn function : Fn.values()) {
            functions.put(function, new SequenceEvaluator(Functions.of(function, precision)));
        }
        pow = new SequenceEvaluator(Functions.pow(precision));
    }

    /// The nearest number of the precision.
    double rounded(double value) {
        return precision == Precision.FLOAT ? (float) value : value;
    }

    /// A double has more than twice the digits of a float, so that rounding twice is rounding once.
    double value(Expr formula, double... args) {
        return switch (formula) {
            case Expr.Arg(var index) -> rounded(args[index]);
            case Expr.Const(var value) -> rounded(value);
            case Expr.Neg(var x) -> -value(x, args);
            case Expr.Abs(var x) -> Math.abs(value(x, args));
            case Expr.Sqrt(var x) -> rounded(Math.sqrt(value(x, args)));
            case Expr.Add(var a, var b) -> rounded(value(a, args) + value(b, args));
            case Expr.Sub(var a, var b) -> rounded(value(a, args) - value(b, args));
            case Expr.Mul(var a, var b) -> rounded(value(a, args) * value(b, args));
            case Expr.Div(var a, var b) -> rounded(value(a, args) / value(b, args));
            case Expr.Min(var a, var b) -> Math.min(value(a, args), value(b, args));
            case Expr.Max(var a, var b) -> Math.max(value(a, args), value(b, args));
            case Expr.Fma(var a, var b, var c) -> fma(value(a, args), value(b, args), value(c, args));
            case Expr.Select(Condition(var relation, var a, var b), var then, var otherwise) -> value(
                    switch (relation) {
                        case LESS -> value(a, args) < value(b, args);
                        case LESS_OR_EQUAL -> value(a, args) <= value(b, args);
                        case EQUAL -> value(a, args) == value(b, args);
                    } ? then : otherwise, args);
            case Expr.Call(var function, var x) -> functions.get(function).evaluate(value(x, args));
            case Expr.Pow(var a, var b) -> pow.evaluate(value(a, args), value(b, args));
        };
    }

    private double fma(double a, double b, double c) {
        return precision == Precision.FLOAT ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
    }

    /// How far a result is from what is true, in units in the last place there. An infinite result is right where the
    /// true value rounds to it, and infinitely wrong elsewhere; so is NaN.
    double error(double result, BigDecimal truth) {
        double nearest = precision == Precision.FLOAT ? truth.floatValue() : truth.doubleValue();
        if (!Double.isFinite(result) || Double.isInfinite(nearest)) {
            return result == nearest ? 0 : Double.POSITIVE_INFINITY;
        }
        double ulp = precision == Precision.FLOAT ? Math.ulp((float) nearest) : Math.ulp(nearest);
        return new BigDecimal(result).subtract(truth).divide(new BigDecimal(ulp), MathContext.DECIMAL64).abs()
                .doubleValue();
    }
}
