package dev.gradc.compiler.interp;

import dev.gradc.compiler.ir.Shape;
import java.util.List;

/// Where elements stand: for each element of a box, in row-major order, its place in another array.
final class Offsets {
    private final int rows;

    Offsets(int rows) {
        this.rows = rows;
    }

    int size(Shape shape) {
        return Math.toIntExact(shape.size().at(rows));
    }

    int extent(Shape shape, int axis) {
        return Math.toIntExact(shape.along(axis).at(rows));
    }

    int stride(Shape shape, int axis) {
        return Math.toIntExact(shape.stride(axis).at(rows));
    }

    /// The place of each element of `box` where a step along axis i of the box is a step of `strides.get(i)`.
    int[] of(Shape box, List<Integer> strides) {
        int[] places = new int[size(box)];
        int repeat = 1;
        for (int axis = box.rank() - 1; axis >= 0; axis--) {
            int extent = extent(box, axis);
            for (int i = 0; i < places.length; i++) {
                places[i] += i / repeat % extent * strides.get(axis);
            }
            repeat *= extent;
        }
        return places;
    }
}
