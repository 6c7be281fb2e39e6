package dev.gradc.compiler.check;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import java.util.List;

/// How much rounding can do to values, by what they are computed from.
///
/// @param rows the rows of the batch
record Rounding(int rows) {
    /// Half a unit in the last place of 1, in double precision.
    static final double UNIT = 0x1p-53;
    /// What one value can lose, in units: the functions are within a few, and rules are written in several ways.
    private static final double EACH = 64;

    /// `(64·n + r) · unit` for n values and r the length of the longest sum among them.
    ///
    /// @param unit half a unit in the last place of 1
    double of(List<Value> roots, double unit) {
        List<Value> behind = Graph.reachable(roots);
        return unit * (EACH * behind.size() + behind.stream().mapToDouble(this::sumLength).max().orElse(0));
    }

    private double sumLength(Value value) {
        return switch (value.op()) {
            case Op.Contraction op -> op.summed().stream().mapToDouble(label -> extent(op.extent(label)))
                    .reduce(1, (a, b) -> a * b);
            case Op.Reduce(_, var x, var axes) -> axes.stream().mapToDouble(axis -> extent(x.shape().extent(axis)))
                    .reduce(1, (a, b) -> a * b);
            case Op.Softmax(var x) -> extent(x.shape().extent(x.shape().rank() - 1));
            case Op.LogSoftmax(var x) -> extent(x.shape().extent(x.shape().rank() - 1));
            default -> 1;
        };
    }

    private int extent(int extent) {
        return extent == Shape.BATCH ? rows : extent;
    }
}
