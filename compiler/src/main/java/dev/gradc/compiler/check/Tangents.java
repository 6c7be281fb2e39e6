package dev.gradc.compiler.check;

import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Forward-mode differentiation of a graph: how every value changes along one direction of its leaves. Linear ops are run
/// on the rates themselves; formulas by [Dual]; softmax by its own Jacobian.
final class Tangents {
    private final Graph graph;
    private final int rows;
    private final GraphInterpreter values;
    private final Map<Value, double[]> rates = new HashMap<>();

    /// @param graph where further values can be made
    /// @param values the values at the point
    /// @param direction the rates of the leaves that change
    Tangents(Graph graph, int rows, GraphInterpreter values, Map<Value, double[]> direction) {
        this.graph = graph;
        this.rows = rows;
        this.values = values;
        rates.putAll(direction);
    }

    /// The rate of change of each element of a value.
    double[] of(Value value) {
        for (Value each : Graph.reachable(List.of(value))) {
            if (!rates.containsKey(each)) {
                rates.put(each, compute(each));
            }
        }
        return known(value);
    }

    private double[] known(Value value) {
        double[] known = rates.get(value);
        if (known == null) {
            throw new IllegalStateException("operands come first: " + value);
        }
        return known;
    }

    private double[] compute(Value value) {
        return switch (value.op()) {
            case Op.Input _, Op.Parameter _, Op.Slot _, Op.Scalar _, Op.Constant _, Op.Rows _, Op.Random _, Op.OneHot _, Op.StopGradient _ ->
                new double[values.value(value).length];
            case Op.Elementwise(var formula, var args) -> {
                double[] result = new double[values.value(value).length];
                Dual[] at = new Dual[args.size()];
                for (int i = 0; i < result.length; i++) {
                    for (int a = 0; a < at.length; a++) {
                        at[a] = new Dual(values.value(args.get(a))[i], known(args.get(a))[i]);
                    }
                    result[i] = Dual.of(formula, at).rate();
                }
                yield result;
            }
            case Op.Contraction(var a, var b, _, _, _) -> a == b
                    ? squared(value, a)
                    : plus(with(value, Map.of(a, known(a), b, values.value(b))),
                            with(value, Map.of(a, values.value(a), b, known(b))));
            case Op.Reduce(var reduction, var x, var axes) when reduction == Reduction.MAX -> largest(value, x, axes);
            case Op.Softmax(var x) -> softmax(values.value(value), known(x), lastExtent(value), true);
            case Op.LogSoftmax(var x) -> {
                double[] y = Arrays.stream(values.value(value)).map(StrictMath::exp).toArray();
                yield softmax(y, known(x), lastExtent(value), false);
            }
            case Op.Transpose(var x, _) -> with(value, Map.of(x, known(x)));
            case Op.Reshape(var x, _) -> with(value, Map.of(x, known(x)));
            case Op.Slice(var x, _, _, _) -> with(value, Map.of(x, known(x)));
            case Op.Broadcast(var x, _, _) -> with(value, Map.of(x, known(x)));
            case Op.Reduce(_, var x, _) -> with(value, Map.of(x, known(x)));
            case Op.Concat(var parts, _) -> {
                Map<Value, double[]> given = new HashMap<>();
                parts.forEach(part -> given.put(part, known(part)));
                yield with(value, given);
            }
            case Op.Phase(var training, _) -> known(training);
            case Op.Custom(_, var result, _, _) -> known(result);
        };
    }

    /// The op run with other operands.
    private double[] with(Value value, Map<Value, double[]> operands) {
        return new GraphInterpreter(rows, GraphInterpreter.Phase.TRAINING, operands).value(value);
    }

    /// A product of a value with itself: the rates of a·a, by polarisation: ((a+r)² − (a−r)²) / 2, exact for squares.
    private double[] squared(Value value, Value a) {
        double[] up = values.value(a).clone();
        double[] down = up.clone();
        for (int i = 0; i < up.length; i++) {
            up[i] += known(a)[i];
            down[i] -= known(a)[i];
        }
        double[] plus = with(value, Map.of(a, up));
        double[] minus = with(value, Map.of(a, down));
        for (int i = 0; i < plus.length; i++) {
            plus[i] = (plus[i] - minus[i]) / 2;
        }
        return plus;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    /// The mean of the rates of all elements that are the largest.
    private double[] largest(Value value, Value x, List<Integer> axes) {
        Value sum = graph.add(new Op.Reduce(Reduction.SUM, x, axes), value);
        List<Integer> kept = IntStream.range(0, x.shape().rank()).filter(axis -> !axes.contains(axis))
                .boxed().toList();
        Value spread = graph.broadcast(value, value, x.shape(), kept);
        double[] top = with(spread, Map.of(value, values.value(value)));
        double[] at = values.value(x);
        double[] rate = new double[at.length];
        double[] count = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            rate[i] = at[i] == top[i] ? known(x)[i] : 0;
            count[i] = at[i] == top[i] ? 1 : 0;
        }
        double[] total = with(sum, Map.of(x, rate));
        double[] ties = with(sum, Map.of(x, count));
        for (int i = 0; i < total.length; i++) {
            total[i] /= ties[i];
        }
        return total;
    }

    /// y ∘ (r − Σ y r) for softmax, r − Σ y r for its logarithm.
    private static double[] softmax(double[] y, double[] r, int width, boolean scaled) {
        double[] result = new double[y.length];
        for (int row = 0; row < y.length; row += width) {
            double mean = 0;
            for (int i = row; i < row + width; i++) {
                mean += y[i] * r[i];
            }
            for (int i = row; i < row + width; i++) {
                result[i] = (scaled ? y[i] : 1) * (r[i] - mean);
            }
        }
        return result;
    }

    private static int lastExtent(Value value) {
        return value.shape().extent(value.shape().rank() - 1);
    }
}
