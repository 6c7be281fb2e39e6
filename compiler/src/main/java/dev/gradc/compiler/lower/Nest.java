package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The loops over all elements of a shape: independent ones, outermost first, and around the body the one along which vectors
/// run. Axes of extent 1 have none.
final class Nest {
    private final List<Index> at = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private @Nullable Level last;

    private record Level(Axis axis, Extent extent) {
    }

    private Nest() {
    }

    /// A loop for each axis.
    ///
    /// @param vectorAxis the axis along which vectors run
    static Nest over(Shape shape, int vectorAxis, Names names) {
        Nest nest = new Nest();
        for (int axis = 0; axis < shape.rank(); axis++) {
            nest.add(shape.along(axis), axis == vectorAxis, names);
        }
        return nest;
    }

    /// One loop over all elements in row-major order: every index is 0 but the last, which runs over them all.
    static Nest flat(Shape shape, Names names) {
        Nest nest = new Nest();
        for (int axis = 0; axis < shape.rank() - 1; axis++) {
            nest.at.add(Index.ZERO);
        }
        nest.add(shape.size(), true, names);
        return nest;
    }

    private void add(Extent extent, boolean isLast, Names names) {
        if (extent.equals(Extent.ONE)) {
            at.add(Index.ZERO);
            return;
        }
        int depth = levels.size() + (last == null ? 0 : 1);
        Level level = new Level(names.axis("ijkl".substring(Math.min(depth, 3), Math.min(depth, 3) + 1)), extent);
        at.add(Index.of(level.axis()));
        if (isLast) {
            last = level;
        } else {
            levels.add(level);
        }
    }

    /// The index along each axis of the shape.
    List<Index> at() {
        return at;
    }

    /// The loops around `body`, the innermost one of vectors.
    Stmt vector(Stmt body) {
        if (last == null) {
            // The vector axis has extent 1: the one before it takes its place.
            return levels.isEmpty() ? body
                    : around(levels.subList(0, levels.size() - 1), loop(levels.getLast(), Kind.VECTOR, body));
        }
        return around(levels, loop(last, Kind.VECTOR, body));
    }

    /// The same with the loop of vectors outermost.
    Stmt vectorOutermost(Stmt body) {
        return last == null ? vector(body) : loop(last, Kind.VECTOR, around(levels, body));
    }

    /// The loops around `body`, none of them of vectors.
    Stmt scalar(Stmt body) {
        return around(levels, last == null ? body : loop(last, Kind.PARALLEL, body));
    }

    private static Stmt around(List<Level> levels, Stmt body) {
        Stmt nest = body;
        for (Level level : levels.reversed()) {
            nest = loop(level, Kind.PARALLEL, nest);
        }
        return nest;
    }

    private static Loop loop(Level level, Kind kind, Stmt body) {
        return new Loop(level.axis(), level.extent(), kind, body);
    }
}
