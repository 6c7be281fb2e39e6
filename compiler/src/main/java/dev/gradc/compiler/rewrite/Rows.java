package dev.gradc.compiler.rewrite;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What is done along the last axis.
final class Rows {
    private Rows() {
    }

    /// What `x` is summed from over the last axis, if it is such a sum.
    static Optional<Value> summed(Value x) {
        return x.op() instanceof Op.Reduce(var reduction, var inner, var axes) && reduction == Reduction.SUM
                && axes.equals(List.of(inner.shape().rank() - 1)) ? Optional.of(inner) : Optional.empty();
    }

    /// What is repeated along the last axis to be `x`, and has all its other axes, if `x` is that.
    static Optional<Value> repeated(Value x) {
        return x.op() instanceof Op.Broadcast(var inner, var shape, var axes)
                && axes.equals(IntStream.range(0, shape.rank() - 1).boxed().toList()) ? Optional.of(inner)
                        : Optional.empty();
    }

    /// `x` without its last axis, if it is the same all along it.
    static Optional<Value> constant(Graph graph, Value of, Value x) {
        int last = x.shape().rank() - 1;
        return x.op() instanceof Op.Broadcast(var inner, var shape, var axes) && last >= 0 && !axes.contains(last)
                ? Optional.of(graph.broadcast(of, inner, shape.without(List.of(last)), axes))
                : Optional.empty();
    }

    /// The sum of `x` over the last axis.
    static Value sum(Graph graph, Value of, Value x) {
        return graph.add(new Op.Reduce(Reduction.SUM, x, List.of(x.shape().rank() - 1)), of);
    }

    /// `x` repeated along a last axis to have the shape of `like`.
    static Value repeat(Graph graph, Value of, Value x, Value like) {
        return graph.broadcast(of, x, like.shape(), IntStream.range(0, x.shape().rank()).boxed().toList());
    }
}
