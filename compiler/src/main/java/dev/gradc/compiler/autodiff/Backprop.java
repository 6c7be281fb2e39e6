package dev.gradc.compiler.autodiff;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reverse-mode differentiation: from a scalar back to what it was computed from, each op by its rule in [Vjp].
///
/// Gradients are values of the same graph, so they can be differentiated again.
public final class Backprop {
    private final Graph graph;
    private final Rule rule;
    private final Map<Value, Value> gradients = new HashMap<>();

    private Backprop(Graph graph, Rule rule) {
        this.graph = graph;
        this.rule = rule;
    }

    /// How a gradient flows back through one op.
    interface Rule {
        /// The share of `g`, the gradient by `y`, that flows back to each operand of `y`; empty where none does.
        ///
        /// @param active the values whose gradient is wanted; shares of others may be left out
        List<Optional<Value>> shares(Value y, Value g, Set<Value> active);
    }

    /// The share of `g`, the gradient by `y`, that flows back to each operand of `y`, by the rule of its op alone; empty where
    /// none does.
    public static List<Optional<Value>> shares(Graph graph, Value y, Value g) {
        return new Vjp(graph).shares(y, g, new HashSet<>(y.operands()));
    }

    /// The gradient of `of` by each of `by`, in their order; zeros where it does not depend on one.
    ///
    /// @param of a single number
    /// @throws IllegalArgumentException when `of` is not a single number
    public static Map<Value, Value> gradients(Graph graph, Value of, List<Value> by) {
        return gradients(graph, of, by, new Vjp(graph));
    }

    static Map<Value, Value> gradients(Graph graph, Value of, List<Value> by, Rule rule) {
        if (!of.shape().equals(Shape.SCALAR)) {
            throw new IllegalArgumentException("only a single number has a gradient, not " + of.shape());
        }
        Backprop backprop = new Backprop(graph, rule);
        backprop.sweep(of, new HashSet<>(by));
        Map<Value, Value> result = new LinkedHashMap<>();
        for (Value value : by) {
            Value gradient = backprop.gradients.get(value);
            result.put(value, gradient != null ? gradient : graph.fill(value, 0, value.shape()));
        }
        return result;
    }

    private void sweep(Value of, Set<Value> by) {
        List<Value> values = Graph.reachable(List.of(of));
        Set<Value> active = new HashSet<>(by);
        for (Value value : values) {
            if (!(value.op() instanceof Op.StopGradient) && value.operands().stream().anyMatch(active::contains)) {
                active.add(value);
            }
        }
        gradients.put(of, graph.add(new Op.Constant(1), of));
        for (Value value : values.reversed()) {
            Value gradient = gradients.get(value);
            if (gradient != null && active.contains(value)) {
                propagate(value, rule.shares(value, gradient, active), active);
            }
        }
    }

    private void propagate(Value value, List<Optional<Value>> shares, Set<Value> active) {
        List<Value> operands = value.operands();
        for (int i = 0; i < operands.size(); i++) {
            Value operand = operands.get(i);
            if (shares.get(i).isPresent() && active.contains(operand)) {
                gradients.merge(operand, shares.get(i).get(),
                        (sum, share) -> graph.map(value, Expr.arg(0).plus(Expr.arg(1)), sum, share));
            }
        }
    }
}
