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
import java.util.stream.IntStream;

/// How far rounding carries each value of a graph from what it would be in exact arithmetic, in units of 2⁻⁵³: the rounding of its
/// own op, and the errors of its operands, each by how strongly the value depends on it. The errors of different
/// operations have nothing to do with each other, so they are added as squares: in a wide network most of them cancel.
/// Inputs and parameters are exact.
final class Blur {
    /// Two numbers may be so many times their blur apart: functions are within a few units, and errors that have one cause add up.
    static final double ALLOWED = 256 * 0x1p-53;

    private final int rows;
    private final GraphInterpreter values;
    private final LocalJacobian jacobian;
    private final Map<Value, double[]> known = new HashMap<>();

    /// @param graph where further values can be made
    /// @param values the values at the point
    /// @param roots what is computed
    Blur(Graph graph, int rows, GraphInterpreter values, List<Value> roots) {
        this.rows = rows;
        this.values = values;
        this.jacobian = new LocalJacobian(graph, rows, values, this, Rates.none());
        Graph.reachable(roots).forEach(value -> known.put(value, compute(value)));
    }

    /// The errors of a value's elements; zeros while they are not known.
    double[] of(Value value) {
        double[] errors = known.get(value);
        return errors != null ? errors : new double[values.value(value).length];
    }

    private double[] compute(Value value) {
        if (value.op() instanceof Op.StopGradient(var x)) {
            return of(x);
        }
        double[] squares = own(value);
        for (int i = 0; i < squares.length; i++) {
            squares[i] *= squares[i];
        }
        List<double[]> operands = value.operands().stream().map(this::of).toList();
        if (operands.stream().anyMatch(Blur::isBlurred)) {
            jacobian.of(value, (out, operand, in, entry) -> {
                double error = operands.get(operand)[in];
                squares[out] += error == 0 || entry.value() == 0 ? 0 : entry.value() * error * (entry.value() * error);
            });
        }
        return Arrays.stream(squares).map(StrictMath::sqrt).toArray();
    }

    private static boolean isBlurred(double[] errors) {
        return Arrays.stream(errors).anyMatch(error -> error != 0);
    }

    /// The scale of the rounding of the op alone.
    private double[] own(Value value) {
        double[] result = new double[values.value(value).length];
        switch (value.op()) {
            case Op.Elementwise(var formula, var args) -> elementwise(formula, args, result);
            case Op.Contraction op -> {
                double[] a = values.value(op.a());
                double[] b = values.value(op.b());
                new Products(op, rows).forEach((out, i, j) -> result[out] += StrictMath.abs(a[i] * b[j]));
            }
            case Op.Reduce(var reduction, _, _) when reduction == Reduction.SUM -> {
                Value x = value.operands().get(0);
                jacobian.of(value, (out, _, in, _) -> result[out] += StrictMath.abs(values.value(x)[in]));
            }
            case Op.Softmax(var x) -> softmax(values.value(value), values.value(x), result, false);
            case Op.LogSoftmax(var x) -> softmax(values.value(value), values.value(x), result, true);
            default -> {
            }
        }
        return result;
    }

    private void elementwise(Expr formula, List<Value> args, double[] result) {
        double[] exact = new double[args.size()];
        double[] at = new double[args.size()];
        for (int i = 0; i < result.length; i++) {
            for (int a = 0; a < at.length; a++) {
                at[a] = values.value(args.get(a))[i];
            }
            result[i] = formula instanceof Expr.Arg ? 0 : FormulaInterpreter.magnitude(formula, at, exact);
        }
    }

    /// Both are computed by way of differences of logits, of which the largest is in each.
    private static void softmax(double[] y, double[] x, double[] result, boolean log) {
        double largest = Arrays.stream(x).map(StrictMath::abs).max().orElse(0);
        IntStream.range(0, y.length)
                .forEach(i -> result[i] = (log ? 1 : y[i]) * (2 + StrictMath.abs(x[i]) + largest));
    }
}
