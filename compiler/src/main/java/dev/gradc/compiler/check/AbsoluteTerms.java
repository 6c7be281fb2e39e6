package dev.gradc.compiler.check;

import dev.gradc.compiler.interp.FormulaInterpreter;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The values of a graph with every term taken absolute: sums add up sizes, products multiply them, and what is no sum has its own
/// size. 1 − y² near y = 1 is nearly 0, and its terms are 2.
final class AbsoluteTerms {
    private final int rows;
    private final GraphInterpreter values;
    private final Map<Value, double[]> terms = new HashMap<>();

    /// @param values the values at the point
    /// @param roots what is computed
    AbsoluteTerms(int rows, GraphInterpreter values, List<Value> roots) {
        this.rows = rows;
        this.values = values;
        Graph.reachable(roots).forEach(value -> terms.put(value, compute(value)));
    }

    /// The terms of a value's elements.
    double[] of(Value value) {
        return Subject.known(terms, value);
    }

    private double[] compute(Value value) {
        return switch (value.op()) {
            case Op.Elementwise(var formula, var args) -> elementwise(value, formula, args);
            case Op.Contraction _, Op.Transpose _, Op.Reshape _, Op.Slice _, Op.Concat _, Op.Broadcast _, Op.StopGradient _, Op.Phase _,Op.Custom _ ->
                onTerms(value);
            case Op.Reduce(var reduction, _, _) when reduction == Reduction.SUM -> onTerms(value);
            default -> Arrays.stream(values.value(value)).map(StrictMath::abs).toArray();
        };
    }

    /// The op run on its operands' terms.
    private double[] onTerms(Value value) {
        Map<Value, double[]> operands = new HashMap<>();
        value.operands().forEach(x -> operands.put(x, of(x)));
        return new GraphInterpreter(rows, GraphInterpreter.Phase.TRAINING, operands).value(value);
    }

    private double[] elementwise(Value value, Expr formula, List<Value> args) {
        double[] result = new double[values.value(value).length];
        double[] at = new double[args.size()];
        double[] sizes = new double[args.size()];
        for (int i = 0; i < result.length; i++) {
            for (int a = 0; a < at.length; a++) {
                at[a] = values.value(args.get(a))[i];
                sizes[a] = of(args.get(a))[i];
            }
            result[i] = terms(formula, at, sizes);
        }
        return result;
    }

    private static double terms(Expr formula, double[] at, double[] sizes) {
        return switch (formula) {
            case Expr.Arg(var index) -> sizes[index];
            case Expr.Const(var value) -> StrictMath.abs(value);
            case Expr.Neg(var x) -> terms(x, at, sizes);
            case Expr.Abs(var x) -> terms(x, at, sizes);
            case Expr.Add(var a, var b) -> terms(a, at, sizes) + terms(b, at, sizes);
            case Expr.Sub(var a, var b) -> terms(a, at, sizes) + terms(b, at, sizes);
            case Expr.Mul(var a, var b) -> terms(a, at, sizes) * terms(b, at, sizes);
            case Expr.Div(var a, var b) -> terms(a, at, sizes) / StrictMath.abs(FormulaInterpreter.value(b, at));
            case Expr.Fma(var a, var b, var c) -> terms(a, at, sizes) * terms(b, at, sizes) + terms(c, at, sizes);
            case Expr.Min(var a, var b) -> StrictMath.max(terms(a, at, sizes), terms(b, at, sizes));
            case Expr.Max(var a, var b) -> StrictMath.max(terms(a, at, sizes), terms(b, at, sizes));
            case Expr.Select(var condition, var then, var otherwise) -> terms(Slopes.holds(condition.relation(),
                    FormulaInterpreter.value(condition.a(), at), FormulaInterpreter.value(condition.b(), at)) ? then
                            : otherwise,
                    at, sizes);
            case Expr.Sqrt _, Expr.Call _, Expr.Pow _ -> StrictMath.abs(FormulaInterpreter.value(formula, at));
        };
    }
}
