package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.loop.Index;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import java.util.List;

/// Where the elements of values stand: a function of their shapes.
final class Layouts {
    private static final int FEWEST_ROWS = Layout.LANES;
    private static final int FEWEST_COLUMNS = 2 * Layout.PANEL;

    private Layouts() {
    }

    /// The usual layout. A matrix of narrow rows (the weights of a layer with few outputs) stands column after column, so that
    /// vectors can run along its columns.
    static Layout of(Shape shape) {
        return isTransposed(shape) ? Layout.transposed(rows(shape), columns(shape))
                : Layout.padded(rows(shape), columns(shape));
    }

    /// In panels where that is worth it, else as [#of] says: for matrices of many rows and columns, which products read.
    static Layout inPanels(Shape shape) {
        boolean isLarge = shape.rank() == 2 && !shape.hasBatch() && shape.extent(0) >= FEWEST_ROWS
                && shape.extent(1) >= FEWEST_COLUMNS;
        return isLarge ? Layout.inPanels(rows(shape), columns(shape)) : of(shape);
    }

    /// Row-major, each row of the batch without padding in it, so that the host can copy it as a whole.
    static Layout forHost(Shape shape) {
        return shape.hasBatch() && shape.rank() <= 2 ? Layout.padded(rows(shape), columns(shape)) : dense(shape);
    }

    /// Row-major without padding.
    static Layout dense(Shape shape) {
        return Layout.dense(rows(shape), columns(shape));
    }

    /// The axis along which vectors run: its neighbours are neighbours in memory.
    static int vectorAxis(Shape shape) {
        return isTransposed(shape) ? 0 : shape.rank() - 1;
    }

    /// How far apart neighbours along an axis are.
    static Extent stride(Shape shape, int axis) {
        Layout layout = of(shape);
        return axis == shape.rank() - 1 ? layout.column() : rowStride(shape, axis).times(layout.row());
    }

    /// The index of an element of a value with that layout.
    static Index at(Layout layout, Shape shape, List<Index> at) {
        Index index = Index.ZERO;
        for (int axis = 0; axis < shape.rank() - 1; axis++) {
            index = index.plus(at.get(axis), rowStride(shape, axis).times(layout.row()));
        }
        if (shape.rank() == 0) {
            return index;
        }
        Index column = index.plus(at.getLast(), layout.column());
        return layout.panels() == 0 ? column
                : column.plus(at.getLast(), Layout.PANEL, layout.panels() - Layout.PANEL);
    }

    private static boolean isTransposed(Shape shape) {
        return shape.rank() == 2 && !shape.hasBatch() && shape.extent(1) > 1 && shape.extent(1) < Layout.NARROW
                && shape.extent(0) >= Layout.NARROW;
    }

    private static Extent rows(Shape shape) {
        return shape.rank() == 0 ? Extent.ONE : new Shape(shape.extents().subList(0, shape.rank() - 1)).size();
    }

    private static Extent columns(Shape shape) {
        return shape.rank() == 0 ? Extent.ONE : shape.along(shape.rank() - 1);
    }

    private static Extent rowStride(Shape shape, int axis) {
        return new Shape(shape.extents().subList(0, shape.rank() - 1)).stride(axis);
    }
}
