package dev.gradc.compiler.autodiff;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Derivative;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// The table of vector–Jacobian products: for y = op(x₁ … xₙ) and g, the gradient by y, the share of g that flows back to
/// each operand; empty where none does.
final class Vjp implements Backprop.Rule {
    private final Graph graph;

    Vjp(Graph graph) {
        this.graph = graph;
    }

    @Override
    public List<Optional<Value>> shares(Value y, Value g, Set<Value> active) {
        return switch (y.op()) {
            case Op.Input _, Op.Parameter _, Op.Scalar _, Op.Constant _, Op.Rows _, Op.Random _ -> List.of();
            case Op.Slot _, Op.OneHot _, Op.StopGradient _ -> List.of(Optional.empty());
            case Op.Elementwise(var formula, var args) -> elementwise(y, g, formula, args, active);
            case Op.Contraction op -> contraction(y, g, op, active);
            case Op.Transpose(_, var permutation) -> one(graph.add(new Op.Transpose(g, inverse(permutation)), y));
            case Op.Reshape(var x, _) -> one(graph.add(new Op.Reshape(g, x.shape()), y));
            case Op.Slice(var x, var axis, var from, var to) -> one(pad(y, g, x, axis, from, to));
            case Op.Concat(var parts, var axis) -> slices(y, g, parts, axis);
            case Op.Broadcast op -> one(graph.add(new Op.Reduce(Reduction.SUM, g, op.added()), y));
            case Op.Reduce(var reduction, var x, var axes) -> one(reduce(y, g, reduction, x, axes));
            case Op.Softmax _ -> one(softmax(y, g));
            case Op.LogSoftmax(var x) -> one(logSoftmax(y, g, x));
            case Op.Phase(var training, var predicting) -> throw new IllegalStateException(
                    "a phase is chosen before differentiation: " + training + ", " + predicting);
            case Op.Custom(_, _, var args, var pullback) -> custom(y, g, args, pullback);
        };
    }

    /// ∂f/∂xᵢ · g, with y in place of the formula's own value.
    private List<Optional<Value>> elementwise(Value y, Value g, Expr formula, List<Value> args, Set<Value> active) {
        List<Value> operands = new ArrayList<>(args);
        operands.add(y);
        operands.add(g);
        Expr output = Expr.arg(args.size());
        Expr gradient = Expr.arg(args.size() + 1);
        List<Optional<Value>> shares = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            Optional<Expr> partial = active.contains(args.get(i)) ? Derivative.of(formula, i) : Optional.empty();
            shares.add(partial.map(d -> d.rebuild(e -> e.equals(formula) ? output : e))
                    .map(d -> d.equals(Expr.ONE) ? g
                            : graph.add(new Op.Elementwise(gradient.times(d), operands), y)));
        }
        return shares;
    }

    /// ∂/∂a Σ a·b = Σ g·b, summed over the labels that a lacks.
    private List<Optional<Value>> contraction(Value y, Value g, Op.Contraction op, Set<Value> active) {
        Optional<Value> a = active.contains(op.a())
                ? Optional.of(graph.add(new Op.Contraction(g, op.b(), op.labels(), op.bLabels(), op.aLabels()), y))
                : Optional.empty();
        Optional<Value> b = active.contains(op.b())
                ? Optional.of(graph.add(new Op.Contraction(op.a(), g, op.aLabels(), op.labels(), op.bLabels()), y))
                : Optional.empty();
        return List.of(a, b);
    }

    private Value pad(Value y, Value g, Value x, int axis, int from, int to) {
        List<Value> parts = new ArrayList<>();
        int extent = x.shape().extent(axis);
        if (from > 0) {
            parts.add(graph.fill(y, 0, x.shape().with(axis, from)));
        }
        parts.add(g);
        if (to < extent) {
            parts.add(graph.fill(y, 0, x.shape().with(axis, extent - to)));
        }
        return parts.size() == 1 ? g : graph.add(new Op.Concat(parts, axis), y);
    }

    private List<Optional<Value>> slices(Value y, Value g, List<Value> parts, int axis) {
        List<Optional<Value>> shares = new ArrayList<>();
        int from = 0;
        for (Value part : parts) {
            int to = from + part.shape().extent(axis);
            shares.add(Optional.of(graph.add(new Op.Slice(g, axis, from, to), y)));
            from = to;
        }
        return shares;
    }

    /// A sum sends g to every element; a maximum sends it to the largest, shared evenly among equals.
    private Value reduce(Value y, Value g, Reduction reduction, Value x, List<Integer> axes) {
        List<Integer> kept = IntStream.range(0, x.shape().rank()).filter(axis -> !axes.contains(axis)).boxed().toList();
        Value spread = graph.broadcast(y, g, x.shape(), kept);
        if (reduction == Reduction.SUM) {
            return spread;
        }
        Value largest = graph.broadcast(y, y, x.shape(), kept);
        Value isLargest = graph.map(y, new Expr.Select(new Condition(Relation.EQUAL, Expr.arg(0), Expr.arg(1)),
                Expr.ONE, Expr.ZERO), x, largest);
        Value count = graph.broadcast(y, graph.add(new Op.Reduce(Reduction.SUM, isLargest, axes), y), x.shape(), kept);
        return graph.map(y, new Expr.Select(new Condition(Relation.EQUAL, Expr.arg(0), Expr.arg(1)),
                Expr.arg(2).over(Expr.arg(3)), Expr.ZERO), x, largest, spread, count);
    }

    /// y ∘ (g − Σ g∘y).
    private Value softmax(Value y, Value g) {
        Value product = graph.map(y, Expr.arg(0).times(Expr.arg(1)), g, y);
        return graph.map(y, Expr.arg(0).times(Expr.arg(1).minus(Expr.arg(2))), y, g, overLast(y, product));
    }

    /// g − softmax(x) · Σ g.
    private Value logSoftmax(Value y, Value g, Value x) {
        Value probabilities = graph.add(new Op.Softmax(x), y);
        return graph.map(y, Expr.arg(0).minus(Expr.arg(1).times(Expr.arg(2))), g, probabilities, overLast(y, g));
    }

    /// The sum over the last axis, repeated along it.
    private Value overLast(Value y, Value x) {
        int last = x.shape().rank() - 1;
        Value sum = graph.add(new Op.Reduce(Reduction.SUM, x, List.of(last)), y);
        return graph.broadcast(y, sum, x.shape(), IntStream.range(0, last).boxed().toList());
    }

    private List<Optional<Value>> custom(Value y, Value g, List<Value> args, Op.Pullback pullback) {
        List<Optional<Value>> shares = new ArrayList<>();
        shares.add(Optional.empty());
        pullback.apply(args, y, g).forEach(share -> shares.add(Optional.of(share)));
        return shares;
    }

    private static List<Integer> inverse(List<Integer> permutation) {
        return IntStream.range(0, permutation.size()).map(permutation::indexOf).boxed().toList();
    }

    private static List<Optional<Value>> one(Value share) {
        return List.of(Optional.of(share));
    }
}
