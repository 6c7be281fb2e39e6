package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Tile;
import dev.gradc.runtime.Extent;
import java.util.List;
import java.util.stream.IntStream;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits a nest around a sum as register tiles: some rows by some vectors, in a method for each such pair, so that C2 sees one
/// loop with all sums in registers. Rows are cut into tiles of nearly equal height, the higher ones first; fewer rows make
/// wider tiles.
final class TileEmitter {
    /// So many sums under way hide the latency of an addition, and make good use of what they load.
    private static final int ENOUGH_SUMS = 16;

    private final RoutineEmitter routine;
    private final Frame frame;
    private final Tile tile;
    private final boolean single;
    private final TileShapes shapes;
    private final InstructionAdapter code;
    private final LoopEmitter loops;

    /// @param single whether every sum of the tile has a single block
    private TileEmitter(RoutineEmitter routine, Frame frame, Tile tile, boolean single) {
        this.routine = routine;
        this.frame = frame;
        this.tile = tile;
        this.single = single;
        shapes = TileShapes.of(tile, frame.lanes(), mostSums(tile, single));
        code = frame.code();
        loops = new LoopEmitter(routine, frame, new ScalarLanes(frame));
    }

    /// As many sums as fit with all that is done to them, or, where those are few, as many as fit without.
    private static int mostSums(Tile tile, boolean single) {
        int whole = CompilerEffort.copies(tile.body(), tile.lanes().axis(), single);
        return single && whole >= ENOUGH_SUMS ? whole
                : CompilerEffort.copies(TileInParts.sums(tile), tile.lanes().axis(), single);
    }

    /// Emits the iterations of the loop over `outermost` from `from` to `to`, and all of the others: one code for sums of a
    /// single block, where there can be such, and one for others.
    static void emit(RoutineEmitter routine, Frame frame, Tile tile, Axis outermost, Variable from, Variable to) {
        List<Extent> totals = tile.body().body().stream().filter(Reduce.class::isInstance)
                .map(reduce -> ((Reduce) reduce).total()).distinct().toList();
        List<Extent> open = totals.stream().filter(total -> !total.isFixed()).toList();
        boolean several = totals.stream().anyMatch(total -> total.isFixed() && total.fixed() > Reduce.BLOCK);
        Label end = new Label();
        Label blocks = new Label();
        if (!several) {
            for (Extent total : open) {
                frame.indices().pushTimes(total);
                frame.code().iconst(Reduce.BLOCK);
                frame.code().ificmpgt(blocks);
            }
            routine.inSingleBlocks(
                    () -> new TileEmitter(routine, frame, tile, true).emit(outermost, from, to));
            frame.code().goTo(end);
        }
        frame.code().mark(blocks);
        if (several || !open.isEmpty()) {
            emitBlocks(routine, frame, tile, outermost, from, to);
        }
        frame.code().mark(end);
    }

    /// The same where a sum has several blocks.
    static void emitBlocks(RoutineEmitter routine, Frame frame, Tile tile, Axis outermost, Variable from, Variable to) {
        new TileEmitter(routine, frame, tile, false).emit(outermost, from, to);
    }

    private void emit(Axis outermost, Variable from, Variable to) {
        loops.nest(tile.outer(), outermost, from, to, () -> columns(outermost, from, to));
    }

    /// `t = ⌈n / most⌉` tiles of rows, `extra` of them of height `q + 1`, the others of `q`; columns as wide as that allows.
    private void columns(Axis outermost, Variable from, Variable to) {
        Loop rows = tile.rows();
        boolean byRows = rows != null && rows.axis().equals(outermost);
        boolean byColumns = tile.lanes().axis().equals(outermost);
        Variable first = byRows ? from : loops.zero();
        Variable n = loops.variable(() -> {
            if (rows == null) {
                code.iconst(1);
            } else if (byRows) {
                frame.load(to);
                frame.load(from);
                code.sub(Type.INT_TYPE);
            } else {
                frame.indices().pushTimes(rows.extent());
            }
        });
        Label none = new Label();
        frame.load(n);
        code.ifle(none);
        Variable t = loops.variable(() -> {
            frame.load(n);
            code.iconst(shapes.mostRows() - 1);
            code.add(Type.INT_TYPE);
            code.iconst(shapes.mostRows());
            code.div(Type.INT_TYPE);
        });
        Variable q = loops.variable(() -> frame.load(n));
        Variable extra = loops.zero();
        divideUnlessOne(t, q, extra);
        Variable top = loops.variable(() -> {
            frame.load(extra);
            code.iconst(1);
            code.invokestatic("java/lang/Math", "min", "(II)I", false);
            frame.load(q);
            code.add(Type.INT_TYPE);
        });
        Variable j = byColumns ? loops.variable(() -> frame.load(from)) : loops.zero();
        Variable end = byColumns ? to : loops.times(tile.lanes().extent());
        int fewest = heights(byRows).min().orElseThrow();
        for (int width : shapes.widths(tile.lanes().extent(), fewest)) {
            int[] heights = heights(byRows).filter(h -> h <= shapes.rowsFor(width)
                    && (byColumns || shapes.isReached(width, h, tile.lanes().extent()))).toArray();
            if (heights.length > 0) {
                stripes(width, heights, j, end, top, List.of(first, t, q, extra));
            }
        }
        code.mark(none);
    }

    /// `if (t > 1) { extra = q % t; q = q / t; }`
    private void divideUnlessOne(Variable t, Variable q, Variable extra) {
        Label one = new Label();
        frame.load(t);
        code.iconst(1);
        code.ificmple(one);
        frame.load(q);
        frame.load(t);
        code.rem(Type.INT_TYPE);
        frame.store(extra);
        frame.load(q);
        frame.load(t);
        code.div(Type.INT_TYPE);
        frame.store(q);
        code.mark(one);
    }

    /// The heights that tiles can have.
    private IntStream heights(boolean byRows) {
        Loop rows = tile.rows();
        Extent extent = rows == null ? Extent.ONE : rows.extent();
        if (!extent.isFixed() || byRows) {
            return IntStream.rangeClosed(1,
                    extent.isFixed() ? Math.min(extent.fixed(), shapes.mostRows()) : shapes.mostRows());
        }
        int tiles = Math.ceilDiv(extent.fixed(), shapes.mostRows());
        return IntStream.rangeClosed(extent.fixed() / tiles, Math.ceilDiv(extent.fixed(), tiles));
    }

    /// `while (j + (width − 1) · lanes < end && top <= rows for that width) { all rows; j += width · lanes; }`
    private void stripes(int width, int[] heights, Variable j, Variable end, Variable top, List<Variable> rows) {
        Label again = new Label();
        Label done = new Label();
        code.mark(again);
        frame.load(j);
        code.iconst((width - 1) * frame.lanes());
        code.add(Type.INT_TYPE);
        frame.load(end);
        code.ificmpge(done);
        frame.load(top);
        code.iconst(shapes.rowsFor(width));
        code.ificmpgt(done);
        List<Variable> passed = IntStream.range(0, 5).mapToObj(i -> i == 0 ? j : rows.get(i - 1)).toList();
        routine.call(tile.body(), frame, passed,
                (inner, received) -> new StripeEmitter(routine, inner, tile, single, width, heights).emit(received));
        code.iinc(j.slot(), width * frame.lanes());
        code.goTo(again);
        code.mark(done);
    }
}
