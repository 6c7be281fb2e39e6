package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Writes ops as ones that have a kernel: softmax as maximum, exponentials, sum and quotient; a reduction over several
/// axes as one after another, the last axis first; a contraction over several labels as one over the last of them and
/// sums over the others; a contraction whose result's neighbours lie far apart in an operand as one with that operand
/// transposed in memory.
final class Expand {
    private final Graph graph;
    private final Map<Value, Value> expanded = new HashMap<>();
    private final Set<Value> stored = new LinkedHashSet<>();
    private final Set<Value> dense = new HashSet<>();

    Expand(Graph graph) {
        this.graph = graph;
    }

    /// The value that stands for `root`.
    Value expand(Value root) {
        Graph.reachable(List.of(root), expanded.keySet()).forEach(value -> expanded.put(value, one(value)));
        return of(root);
    }

    /// What must be stored: transposed operands, and what is reshaped.
    Set<Value> stored() {
        return stored;
    }

    /// Those of them that must be stored without padding.
    Set<Value> dense() {
        return dense;
    }

    private Value of(Value value) {
        Value result = expanded.get(value);
        if (result == null) {
            throw new IllegalStateException("operands come first: " + value);
        }
        return result;
    }

    private Value one(Value value) {
        List<Value> operands = value.operands().stream().map(this::of).toList();
        Op op = operands.equals(value.operands()) ? value.op() : value.op().withOperands(operands);
        return switch (op) {
            case Op.Softmax(var x) -> softmax(value, x);
            case Op.LogSoftmax(var x) -> logSoftmax(value, x);
            case Op.Reduce(var reduction, var x, var axes) when axes.size() > 1 -> reduce(value, reduction, x, axes);
            case Op.Contraction contraction -> contraction(value, contraction);
            case Op.Reshape(var x, var shape) -> same(value, new Op.Reshape(dense(value, x), shape));
            default -> same(value, op);
        };
    }

    /// A copy of the operand of a reshape, which stands in memory without padding.
    private Value dense(Value value, Value x) {
        Value copy = graph.map(value, Expr.arg(0), x);
        stored.add(copy);
        dense.add(copy);
        return copy;
    }

    private Value same(Value value, Op op) {
        return op.equals(value.op()) ? value : graph.add(op, value.name(), value.origin());
    }

    /// x − max x, by rows.
    private Value shifted(Value value, Value x) {
        return part(value, x, ".shifted", new Op.Elementwise(Expr.arg(0).minus(Expr.arg(1)),
                List.of(x, alongRow(value, overRow(value, x, ".max", Reduction.MAX, x), x.shape()))));
    }

    private Value exp(Value value, Value x) {
        return part(value, x, ".exp",
                new Op.Elementwise(new Expr.Call(Fn.EXP, Expr.arg(0)), List.of(shifted(value, x))));
    }

    private Value overRow(Value value, Value x, String part, Reduction reduction, Value of) {
        return part(value, x, part, new Op.Reduce(reduction, of, List.of(x.shape().rank() - 1)));
    }

    private Value alongRow(Value value, Value x, Shape shape) {
        return graph.broadcast(value, x, shape, IntStream.range(0, x.shape().rank()).boxed().toList());
    }

    /// A part of what the softmax of `x` is computed from, called after it: `softmax(z).max`.
    private Value part(Value value, Value x, String part, Op op) {
        return graph.add(op, of("softmax", x) + part, value.origin());
    }

    private static String of(String function, Value x) {
        return x.name().isEmpty() ? function : function + "(" + x.name() + ")";
    }

    private Value softmax(Value value, Value x) {
        Value exp = exp(value, x);
        Value sum = overRow(value, x, ".sum", Reduction.SUM, exp);
        return graph.add(
                new Op.Elementwise(Expr.arg(0).over(Expr.arg(1)), List.of(exp, alongRow(value, sum, x.shape()))),
                value.name().isEmpty() ? of("softmax", x) : value.name(), value.origin());
    }

    private Value logSoftmax(Value value, Value x) {
        Value sum = overRow(value, x, ".sum", Reduction.SUM, exp(value, x));
        Value log = part(value, x, ".log", new Op.Elementwise(new Expr.Call(Fn.LOG, Expr.arg(0)), List.of(sum)));
        return graph.add(new Op.Elementwise(Expr.arg(0).minus(Expr.arg(1)),
                List.of(shifted(value, x), alongRow(value, log, x.shape()))),
                value.name().isEmpty() ? of("log_softmax", x) : value.name(), value.origin());
    }

    private Value reduce(Value value, Reduction reduction, Value x, List<Integer> axes) {
        Value result = x;
        for (int axis : axes.stream().sorted((a, b) -> b - a).toList()) {
            result = graph.add(new Op.Reduce(reduction, result, List.of(axis)), value);
        }
        return result;
    }

    private Value contraction(Value value, Op.Contraction op) {
        List<Integer> summed = op.summed();
        if (summed.size() > 1) {
            List<Integer> labels = new ArrayList<>(op.labels());
            List<Integer> others = summed.subList(0, summed.size() - 1);
            labels.addAll(others);
            Value partial = contraction(value, new Op.Contraction(op.a(), op.b(), op.aLabels(), op.bLabels(), labels));
            List<Integer> axes = others.stream().map(labels::indexOf).toList();
            return axes.size() == 1 ? graph.add(new Op.Reduce(Reduction.SUM, partial, axes), value)
                    : reduce(value, Reduction.SUM, partial, axes);
        }
        List<Integer> labels = op.labels().stream().filter(label -> op.extent(label) != 1).toList();
        Shape shape = op.shape();
        if (labels.isEmpty() || !summed.isEmpty()
                && SumOrder.ofContraction(op.a().shape().along(op.aLabels().indexOf(summed.get(0))), shape) != 1) {
            return same(value, op);
        }
        int axis = Layouts.vectorAxis(shape);
        int last = op.extent(op.labels().get(axis)) == 1 ? labels.getLast() : op.labels().get(axis);
        List<Integer> aLabels = lastInMemory(op.a(), op.aLabels(), last);
        List<Integer> bLabels = lastInMemory(op.b(), op.bLabels(), last);
        Value a = transposed(value, op.a(), op.aLabels(), aLabels);
        Value b = transposed(value, op.b(), op.bLabels(), bLabels);
        return a == op.a() && b == op.b() ? same(value, op)
                : graph.add(new Op.Contraction(a, b, aLabels, bLabels, op.labels()), value.name(), value.origin());
    }

    /// The labels in the order in which `last` is innermost, where the operand has it elsewhere.
    private static List<Integer> lastInMemory(Value operand, List<Integer> labels, int last) {
        int at = labels.indexOf(last);
        if (at < 0 || Layouts.stride(operand.shape(), at).equals(Extent.ONE)) {
            return labels;
        }
        List<Integer> moved = new ArrayList<>(labels);
        moved.remove(at);
        moved.add(last);
        return moved;
    }

    private Value transposed(Value value, Value operand, List<Integer> labels, List<Integer> moved) {
        if (labels.equals(moved)) {
            return operand;
        }
        Value transposed = graph.add(new Op.Transpose(operand, moved.stream().map(labels::indexOf).toList()), value);
        stored.add(transposed);
        return transposed;
    }
}
