package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Formulas at every element, and how tensors of different shapes meet.
final class Pointwise {
    private Pointwise() {
    }

    static Tensor map(UnaryOperator<Scalar> formula, Tensor x) {
        return map(args -> formula.apply(args.get(0)), List.of(x), "");
    }

    static Tensor map(BinaryOperator<Scalar> formula, Tensor a, Tensor b) {
        return map(args -> formula.apply(args.get(0), args.get(1)), List.of(a, b), "");
    }

    /// @param name the result's, or empty
    static Tensor map(Function<List<Scalar>, Scalar> formula, List<Tensor> tensors, String name) {
        Build build = tensors.get(0).build();
        tensors.forEach(tensor -> sameNetwork(build, tensor));
        Shape shape = tensors.stream().map(Tensor::shape).reduce(Shape.SCALAR, (a, b) -> meet(tensors, a, b));
        List<Value> args = tensors.stream().map(tensor -> broadcast(tensor, shape).value()).toList();
        Scalar result = formula.apply(
                IntStream.range(0, args.size()).mapToObj(i -> new Scalar(Expr.arg(i))).toList());
        return build.add(new Op.Elementwise(result.expr(), args), name);
    }

    static void sameNetwork(Build build, Tensor tensor) {
        if (tensor.build() != build) {
            throw Lines.mistake(build.line(), tensor + " belongs to the network " + tensor.build().model()
                    + ", but the other tensor to " + build.model() + "; only tensors of one network can meet");
        }
    }

    /// The smallest shape that both can be repeated to.
    private static Shape meet(List<Tensor> tensors, Shape a, Shape b) {
        if (a.equals(b) || b.rank() == 0) {
            return a;
        }
        if (a.rank() == 0) {
            return b;
        }
        boolean batch = hasRows(a) || hasRows(b);
        List<Integer> rowA = row(a);
        List<Integer> rowB = row(b);
        List<Integer> row = new ArrayList<>();
        for (int fromLast = 1; fromLast <= Math.max(rowA.size(), rowB.size()); fromLast++) {
            int extentA = fromLast > rowA.size() ? 1 : rowA.get(rowA.size() - fromLast);
            int extentB = fromLast > rowB.size() ? 1 : rowB.get(rowB.size() - fromLast);
            if (extentA != extentB && extentA != 1 && extentB != 1) {
                throw misfit(tensors);
            }
            row.addFirst(extentA == 1 ? extentB : extentA);
        }
        if (batch && row.contains(Shape.BATCH)) {
            throw misfit(tensors);
        }
        return batch ? Shape.batchOf(row) : new Shape(row);
    }

    private static RuntimeException misfit(List<Tensor> tensors) {
        String which = String.join(" and ", tensors.stream().map(Tensor::toString).toList());
        return Lines.mistake(tensors.get(0).build().line(), which + " do not fit together element by element: "
                + "counted from the last axis, extents must be equal or 1; give the layers equal widths, or reshape one");
    }

    private static List<Integer> row(Shape shape) {
        return hasRows(shape) ? shape.extents().subList(1, shape.rank()) : shape.extents();
    }

    private static boolean hasRows(Shape shape) {
        return shape.rank() > 0 && shape.extent(0) == Shape.BATCH;
    }

    /// `x` repeated to `shape`, which it fits.
    static Tensor broadcast(Tensor x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        List<Integer> row = x.row();
        List<Integer> kept = new ArrayList<>();
        List<Integer> axes = new ArrayList<>();
        if (x.hasRows()) {
            kept.add(Shape.BATCH);
            axes.add(0);
        }
        for (int i = 0; i < row.size(); i++) {
            int axis = shape.rank() - row.size() + i;
            if (row.get(i) == shape.extent(axis)) {
                kept.add(row.get(i));
                axes.add(axis);
            }
        }
        Shape dense = new Shape(kept);
        Tensor narrow = dense.equals(x.shape()) ? x : x.build().add(new Op.Reshape(x.value(), dense));
        return dense.equals(shape) ? narrow : x.build().add(new Op.Broadcast(narrow.value(), shape, axes));
    }
}
