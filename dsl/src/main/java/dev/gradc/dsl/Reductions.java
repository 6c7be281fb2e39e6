package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Sums, means and maxima over axes.
final class Reductions {
    private Reductions() {
    }

    static Tensor reduce(Reduction reduction, Tensor x, int... axes) {
        List<Integer> over = axes(x, axes);
        return over.isEmpty() ? x : x.build().add(new Op.Reduce(reduction, x.value(), over));
    }

    static Tensor mean(Tensor x, int... axes) {
        List<Integer> over = axes(x, axes);
        double fixed = over.stream().map(x.shape()::extent).filter(extent -> extent != Shape.BATCH)
                .reduce(1, Math::multiplyExact);
        Tensor sum = reduce(Reduction.SUM, x, axes);
        if (over.stream().noneMatch(axis -> x.shape().extent(axis) == Shape.BATCH)) {
            return fixed == 1 ? sum : sum.over(fixed);
        }
        Tensor rows = x.build().add(new Op.Rows());
        return sum.over(fixed == 1 ? rows : rows.times(fixed));
    }

    /// The axes, increasing, each from 0 on; all of them when none is given.
    private static List<Integer> axes(Tensor x, int... axes) {
        if (axes.length == 0) {
            return IntStream.range(0, x.rank()).boxed().toList();
        }
        List<Integer> given = Arrays.stream(axes).map(axis -> axis(x, axis)).boxed().toList();
        List<Integer> distinct = given.stream().distinct().sorted().toList();
        if (distinct.size() < given.size()) {
            throw Lines.mistake(x.build().line(),
                    "the axes " + Arrays.toString(axes) + " of " + x + " hold one axis twice; name each axis once");
        }
        return distinct;
    }

    /// An axis counted from 0, checked.
    static int axis(Tensor x, int axis) {
        if (axis < -x.rank() || axis >= x.rank()) {
            throw Lines.mistake(x.build().line(), x + " has no axis " + axis + "; its axes are " + (x.rank() == 0
                    ? "none, for it is a single number"
                    : "0 to " + (x.rank() - 1) + ", or -1 to -" + x.rank() + " from the last one backwards"));
        }
        return axis < 0 ? axis + x.rank() : axis;
    }
}
