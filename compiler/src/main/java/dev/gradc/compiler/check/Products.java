package dev.gradc.compiler.check;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import java.util.ArrayList;
import java.util.List;

/// The products that a contraction adds up, by their places in row-major order.
final class Products {
    private final int[] extents;
    private final int[] outStrides;
    private final int[] aStrides;
    private final int[] bStrides;

    Products(Op.Contraction op, int rows) {
        List<Integer> labels = new ArrayList<>(op.labels());
        labels.addAll(op.summed());
        extents = labels.stream().mapToInt(label -> extent(op.extent(label), rows)).toArray();
        outStrides = strides(labels, op.labels(), op.shape(), rows);
        aStrides = strides(labels, op.aLabels(), op.a().shape(), rows);
        bStrides = strides(labels, op.bLabels(), op.b().shape(), rows);
    }

    /// Takes the places of one product.
    interface Sink {
        /// Element `out` of the result has the product of element `a` of the first and element `b` of the second operand.
        void add(int out, int a, int b);
    }

    void forEach(Sink sink) {
        along(0, 0, 0, 0, sink);
    }

    private void along(int axis, int out, int a, int b, Sink sink) {
        if (axis == extents.length) {
            sink.add(out, a, b);
            return;
        }
        for (int i = 0; i < extents[axis]; i++) {
            along(axis + 1, out + i * outStrides[axis], a + i * aStrides[axis], b + i * bStrides[axis], sink);
        }
    }

    private static int extent(int extent, int rows) {
        return extent == Shape.BATCH ? rows : extent;
    }

    private static int[] strides(List<Integer> labels, List<Integer> own, Shape shape, int rows) {
        return labels.stream().mapToInt(label -> {
            int axis = own.indexOf(label);
            return axis < 0 ? 0 : Math.toIntExact(shape.stride(axis).at(rows));
        }).toArray();
    }
}
