package dev.gradc.compiler.interp;

import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Abs;
import dev.gradc.compiler.scalar.Expr.Add;
import dev.gradc.compiler.scalar.Expr.Arg;
import dev.gradc.compiler.scalar.Expr.Call;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Const;
import dev.gradc.compiler.scalar.Expr.Div;
import dev.gradc.compiler.scalar.Expr.Fma;
import dev.gradc.compiler.scalar.Expr.Max;
import dev.gradc.compiler.scalar.Expr.Min;
import dev.gradc.compiler.scalar.Expr.Mul;
import dev.gradc.compiler.scalar.Expr.Neg;
import dev.gradc.compiler.scalar.Expr.Pow;
import dev.gradc.compiler.scalar.Expr.Select;
import dev.gradc.compiler.scalar.Expr.Sqrt;
import dev.gradc.compiler.scalar.Expr.Sub;

/// What a scalar formula means, in double precision, and how far rounding may carry it.
public final class FormulaInterpreter {
    private FormulaInterpreter() {
    }

    /// The formula's value where operand i is `args[i]`.
    public static double value(Expr formula, double... args) {
        return switch (formula) {
            case Arg(var index) -> args[index];
            case Const(var value) -> value;
            case Neg(var x) -> -value(x, args);
            case Abs(var x) -> StrictMath.abs(value(x, args));
            case Sqrt(var x) -> StrictMath.sqrt(value(x, args));
            case Add(var a, var b) -> value(a, args) + value(b, args);
            case Sub(var a, var b) -> value(a, args) - value(b, args);
            case Mul(var a, var b) -> value(a, args) * value(b, args);
            case Div(var a, var b) -> value(a, args) / value(b, args);
            case Min(var a, var b) -> StrictMath.min(value(a, args), value(b, args));
            case Max(var a, var b) -> StrictMath.max(value(a, args), value(b, args));
            case Fma(var a, var b, var c) -> StrictMath.fma(value(a, args), value(b, args), value(c, args));
            case Select(var condition, var then, var otherwise) ->
                value(holds(condition, args) ? then : otherwise, args);
            case Call(var function, var x) -> ReferenceFunctions.apply(function, value(x, args));
            case Pow(var a, var b) -> StrictMath.pow(value(a, args), value(b, args));
        };
    }

    private static boolean holds(Condition condition, double[] args) {
        double a = value(condition.a(), args);
        double b = value(condition.b(), args);
        return switch (condition.relation()) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case EQUAL -> a == b;
        };
    }

    /// The scale of the rounding error, to first order: whatever computes the formula operation by operation, each within
    /// u of what is exact, is within a small multiple of `u · magnitude` of [#value], where operand i is within
    /// `u · magnitudes[i]` of `args[i]` and comparisons turn out the same. Never below the value's own size.
    public static double magnitude(Expr formula, double[] args, double[] magnitudes) {
        return switch (formula) {
            case Arg(var index) -> magnitudes[index];
            case Const(var value) -> StrictMath.abs(value);
            case Neg(var x) -> magnitude(x, args, magnitudes);
            case Abs(var x) -> magnitude(x, args, magnitudes);
            case Sqrt(var x) -> slope(formula, 0.5 / value(formula, args), x, args, magnitudes);
            case Add(var a, var b) -> magnitude(a, args, magnitudes) + magnitude(b, args, magnitudes);
            case Sub(var a, var b) -> magnitude(a, args, magnitudes) + magnitude(b, args, magnitudes);
            case Mul(var a, var b) -> product(a, b, args, magnitudes);
            case Div(var a, var b) -> times(magnitude(a, args, magnitudes), 1 / value(b, args))
                    + times(magnitude(b, args, magnitudes), value(formula, args) / value(b, args));
            case Min(var a, var b) -> StrictMath.max(magnitude(a, args, magnitudes), magnitude(b, args, magnitudes));
            case Max(var a, var b) -> StrictMath.max(magnitude(a, args, magnitudes), magnitude(b, args, magnitudes));
            case Fma(var a, var b, var c) -> product(a, b, args, magnitudes) + magnitude(c, args, magnitudes);
            case Select(var condition, var then, var otherwise) -> magnitude(holds(condition, args) ? then : otherwise,
                    args, magnitudes);
            case Call(var function, var x) -> slope(formula,
                    value(function.derivative(Expr.arg(0), Expr.arg(1)), value(x, args), value(formula, args)), x, args,
                    magnitudes);
            case Pow(var a, var b) -> StrictMath.abs(value(formula, args))
                    + times(magnitude(a, args, magnitudes),
                            value(b, args) * StrictMath.pow(value(a, args), value(b, args) - 1))
                    + times(magnitude(b, args, magnitudes),
                            value(formula, args) * StrictMath.log(StrictMath.abs(value(a, args))));
        };
    }

    private static double product(Expr a, Expr b, double[] args, double[] magnitudes) {
        return times(magnitude(a, args, magnitudes), value(b, args))
                + times(magnitude(b, args, magnitudes), value(a, args));
    }

    private static double slope(Expr formula, double derivative, Expr x, double[] args, double[] magnitudes) {
        return StrictMath.abs(value(formula, args)) + times(magnitude(x, args, magnitudes), derivative);
    }

    /// `magnitude · |factor|`, and 0 where one is 0.
    private static double times(double magnitude, double factor) {
        return magnitude == 0 || factor == 0 ? 0 : magnitude * StrictMath.abs(factor);
    }
}
