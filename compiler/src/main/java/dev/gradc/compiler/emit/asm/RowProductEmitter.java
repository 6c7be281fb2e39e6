package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.RowProduct;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Tile;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Scratch;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits a product of matrices where there are no vectors, in a form that C2 makes vectors of: panels of some rows and columns,
/// one after another, each by a [RowPanel].
final class RowProductEmitter {
    /// With fewer bytes in a row of sums, the iterations that C2 does before and after its vectors take longest.
    private static final int FEWEST_BYTES = 64;
    /// The code for each block of a sum is written out.
    private static final int MOST_BLOCKS = 16;

    private final RoutineEmitter routine;
    private final Frame frame;
    private final RowProduct product;
    private final Tile tile;
    private final InstructionAdapter code;
    private final LoopEmitter loops;

    private RowProductEmitter(RoutineEmitter routine, Frame frame, RowProduct product) {
        this.routine = routine;
        this.frame = frame;
        this.product = product;
        tile = product.tile();
        code = frame.code();
        loops = new LoopEmitter(routine, frame, new ScalarLanes(frame));
    }

    /// The product that a body is, if it is one that is faster so.
    static Optional<RowProduct> find(Stmt body, Precision precision) {
        return Tile.of(body).flatMap(RowProduct::of)
                .filter(product -> isWide(product.tile().lanes().extent(), precision)
                        && product.isEven() && RowPanel.blocks(product) <= MOST_BLOCKS);
    }

    private static boolean isWide(Extent columns, Precision precision) {
        return !columns.isFixed() || (long) columns.fixed() * precision.bytes() >= FEWEST_BYTES;
    }

    /// Emits the iterations of the loop over `outermost` from `from` to `to`, and all of the others. Where a sum over the batch has
    /// several blocks, tiles take the place of panels.
    ///
    /// @param scratch the thread's, all of it
    static void emit(RoutineEmitter routine, Frame frame, RowProduct product, Variable scratch, Axis outermost,
            Variable from, Variable to) {
        Extent total = product.total();
        Label tiles = new Label();
        Label end = new Label();
        if (!total.isFixed()) {
            frame.indices().pushTimes(total);
            frame.code().iconst(Reduce.BLOCK);
            frame.code().ificmpgt(tiles);
        }
        RowProductEmitter emitter = new RowProductEmitter(routine, frame, product);
        emitter.loops.nest(product.tile().outer(), outermost, from, to,
                () -> emitter.panels(scratch, outermost, from, to));
        if (!total.isFixed()) {
            frame.code().goTo(end);
            frame.code().mark(tiles);
            TileEmitter.emitBlocks(routine, frame, product.tile(), outermost, from, to);
            frame.code().mark(end);
        }
    }

    private void panels(Variable scratch, Axis outermost, Variable from, Variable to) {
        Loop rows = tile.rows();
        boolean byRows = rows != null && rows.axis().equals(outermost);
        boolean byColumns = tile.lanes().axis().equals(outermost);
        Variable lastRow = byRows ? to : loops.times(rows == null ? Extent.ONE : rows.extent());
        Variable j = byColumns ? from : loops.zero();
        Variable lastColumn = byColumns ? to : loops.times(tile.lanes().extent());
        int most = mostColumns();
        loops.repeat(j, lastColumn, most, () -> {
            int mark = frame.locals().mark();
            Variable width = atMost(most, lastColumn, j);
            Variable i = byRows ? loops.variable(() -> frame.load(from)) : loops.zero();
            loops.repeat(i, lastRow, RowPanel.MOST_ROWS, () -> {
                Variable height = atMost(RowPanel.MOST_ROWS, lastRow, i);
                routine.call(tile.body(), frame, List.of(scratch, i, j, height, width),
                        (inner, passed) -> new RowPanel(routine, inner, product, passed).emit());
            });
            frame.locals().release(mark);
        });
    }

    /// The most columns of a panel: as many as fit, or fewer, so that all panels have about as many.
    private int mostColumns() {
        int fit = Scratch.rowSize(frame.precision()) / Layout.LANES * Layout.LANES;
        Extent columns = tile.lanes().extent();
        return columns.isFixed() ? Layout.room(Math.ceilDiv(columns.fixed(), Math.ceilDiv(columns.fixed(), fit))) : fit;
    }

    /// `min(most, end − at)`.
    private Variable atMost(int most, Variable end, Variable at) {
        return loops.variable(() -> {
            code.iconst(most);
            frame.load(end);
            frame.load(at);
            code.sub(Type.INT_TYPE);
            code.invokestatic("java/lang/Math", "min", "(II)I", false);
        });
    }
}
