package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Bound;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.List;

/// The loops over the elements of a shape, outermost first; axes of extent 1 have none.
final class Nest {
    private final List<Index> at = new ArrayList<>();
    private final List<Axis> axes = new ArrayList<>();
    private final List<Extent> extents = new ArrayList<>();

    private Nest() {
    }

    /// A loop for each axis.
    static Nest over(Shape shape, Names names) {
        Nest nest = new Nest();
        for (int axis = 0; axis < shape.rank(); axis++) {
            nest.add(shape.along(axis), names);
        }
        return nest;
    }

    /// One loop over all elements in row-major order: every index is 0 but the last, which runs over them all.
    static Nest flat(Shape shape, Names names) {
        Nest nest = new Nest();
        for (int axis = 0; axis < shape.rank() - 1; axis++) {
            nest.at.add(Index.ZERO);
        }
        nest.add(shape.size(), names);
        return nest;
    }

    private void add(Extent extent, Names names) {
        if (extent.equals(Extent.ONE)) {
            at.add(Index.ZERO);
        } else {
            Axis axis = names.axis("ijkl".substring(Math.min(axes.size(), 3), Math.min(axes.size(), 3) + 1));
            axes.add(axis);
            extents.add(extent);
            at.add(Index.of(axis));
        }
    }

    /// The index along each axis of the shape.
    List<Index> at() {
        return at;
    }

    /// Whether there is no loop at all.
    boolean isPoint() {
        return axes.isEmpty();
    }

    /// The loops around `body`, the innermost run in lanes.
    Stmt vector(Stmt body) {
        return loops(body, true);
    }

    /// The loops around `body`, none of them run in lanes.
    Stmt scalar(Stmt body) {
        return loops(body, false);
    }

    private Stmt loops(Stmt body, boolean vector) {
        Stmt nest = body;
        for (int i = axes.size() - 1; i >= 0; i--) {
            Kind kind = vector && i == axes.size() - 1 ? Kind.VECTOR : i == 0 ? Kind.PARALLEL : Kind.SERIAL;
            nest = new Loop(axes.get(i), new Bound.Whole(extents.get(i)), kind, nest);
        }
        return nest;
    }
}
