package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The same numbers in other shapes: transposed, reshaped, repeated, in parts and joined.
final class Structure {
    private Structure() {
    }

    static Tensor transpose(Tensor x, int... order) {
        List<Integer> permutation = order.length == 0
                ? IntStream.range(0, x.rank()).boxed().toList().reversed()
                : Arrays.stream(order).map(axis -> Reductions.axis(x, axis)).boxed().toList();
        if (permutation.size() != x.rank() || permutation.stream().distinct().count() != x.rank()) {
            throw Lines.mistake(x.build().line(), "the order " + Arrays.toString(order) + " does not name each axis of "
                    + x + " once");
        }
        return x.build().add(new Op.Transpose(x.value(), permutation));
    }

    static Tensor reshape(Tensor x, int... extents) {
        Shape shape = withRows(x, x.build().shape("the new shape of " + x, extents));
        if (!shape.size().equals(x.shape().size())) {
            throw Lines.mistake(x.build().line(), x + " cannot be reshaped to " + shape + ", which has "
                    + shape.size() + " numbers instead of " + x.shape().size());
        }
        return shape.equals(x.shape()) ? x : x.build().add(new Op.Reshape(x.value(), shape));
    }

    /// `[…, a·b]` as `[…, a, b]`.
    static Tensor reshapeLast(Tensor x, int a, int b) {
        List<Integer> row = x.row();
        return reshape(x, IntStream.concat(row.subList(0, row.size() - 1).stream().mapToInt(i -> i),
                IntStream.of(a, b)).toArray());
    }

    /// `[…]` as `[…, 1]`, so that it meets all numbers along a new last axis.
    static Tensor reshapeAppended(Tensor x) {
        return reshape(x, IntStream.concat(x.row().stream().mapToInt(i -> i), IntStream.of(1)).toArray());
    }

    static Tensor flatten(Tensor x) {
        return reshape(x, x.row().stream().reduce(1, Math::multiplyExact));
    }

    static Tensor broadcast(Tensor x, int... extents) {
        Shape shape = withRows(x, x.build().shape("the shape to repeat " + x + " to", extents));
        List<Integer> row = x.row();
        int added = shape.rank() - x.rank();
        boolean fits = added >= 0;
        for (int i = 0; fits && i < row.size(); i++) {
            fits = row.get(i) == 1 || row.get(i) == shape.extent(shape.rank() - row.size() + i);
        }
        if (!fits) {
            throw Lines.mistake(x.build().line(), x + " cannot be repeated to " + shape
                    + ": counted from the last axis, its extents must be equal to those or 1");
        }
        return Pointwise.broadcast(x, shape);
    }

    static Tensor slice(Tensor x, int axis, int from, int to) {
        int along = notBatch(x, axis, "sliced");
        int extent = x.extents().get(along);
        if (from < 0 || to > extent || from >= to) {
            throw Lines.mistake(x.build().line(), "the slice from " + from + " to " + to + " (exclusive) of " + x
                    + " along axis " + axis + " is out of range; it must lie within 0 to " + extent
                    + " and hold at least one element");
        }
        return from == 0 && to == extent ? x : x.build().add(new Op.Slice(x.value(), along, from, to));
    }

    static Tensor column(Tensor x, int index) {
        Tensor part = slice(x, -1, index, index + 1);
        Shape shape = x.shape().without(List.of(x.rank() - 1));
        return x.build().add(new Op.Reshape(part.value(), shape));
    }

    static Tensor concat(int axis, List<Tensor> parts) {
        if (parts.isEmpty()) {
            throw Lines.mistake("nothing was given to concatenate; name at least one tensor");
        }
        Tensor first = parts.get(0);
        int along = notBatch(first, axis, "concatenated");
        for (Tensor part : parts) {
            Pointwise.sameNetwork(first.build(), part);
            if (part.rank() != first.rank()
                    || !part.shape().without(List.of(along)).equals(first.shape().without(List.of(along)))) {
                throw Lines.mistake(first.build().line(), first + " and " + part
                        + " cannot be concatenated along axis " + axis
                        + ": all their other extents, the batch among them, must be equal; reshape one of the two");
            }
        }
        return parts.size() == 1 ? first
                : first.build().add(new Op.Concat(parts.stream().map(Tensor::value).toList(), along));
    }

    private static int notBatch(Tensor x, int axis, String what) {
        int along = Reductions.axis(x, axis);
        if (x.extents().get(along) == Shape.BATCH) {
            throw Lines.mistake(x.build().line(), x + " cannot be " + what
                    + " along its batch, whose extent is known only when it runs; choose another axis");
        }
        return along;
    }

    private static Shape withRows(Tensor x, Shape row) {
        List<Integer> extents = new ArrayList<>(x.hasRows() ? List.of(Shape.BATCH) : List.of());
        extents.addAll(row.extents());
        return new Shape(extents);
    }
}
