package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Jam;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Tile;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits the tiles of a stripe of columns, one below another: a method for each height that they can have.
final class StripeEmitter {
    private final RoutineEmitter routine;
    private final Frame frame;
    private final Tile tile;
    private final boolean single;
    private final int width;
    private final int[] heights;
    private final InstructionAdapter code;
    private final LoopEmitter loops;

    /// @param single whether every sum of the tile has a single block
    /// @param width how many vectors wide the stripe is
    /// @param heights the heights that its tiles can have, neighbouring numbers, the lowest first
    StripeEmitter(RoutineEmitter routine, Frame frame, Tile tile, boolean single, int width, int[] heights) {
        this.routine = routine;
        this.frame = frame;
        this.tile = tile;
        this.single = single;
        this.width = width;
        this.heights = heights;
        code = frame.code();
        loops = new LoopEmitter(routine, frame, new ScalarLanes(frame));
    }

    /// All tiles of a stripe, one below another.
    ///
    /// @param passed the first column and row, how many tiles there are, the height of the lower ones, and how many are higher
    void emit(List<Variable> passed) {
        Variable j = passed.get(0);
        Variable i = passed.get(1);
        Variable t = passed.get(2);
        Variable q = passed.get(3);
        Variable extra = passed.get(4);
        Variable x = loops.zero();
        boolean allFit = fits(heights[heights.length - 1]);
        loops.repeat(x, t, 1, () -> {
            Variable h = loops.variable(() -> {
                frame.load(q);
                Label low = new Label();
                frame.load(x);
                frame.load(extra);
                code.ificmpge(low);
                code.iconst(1);
                code.add(Type.INT_TYPE);
                code.mark(low);
            });
            Label next = new Label();
            Label[] labels = IntStream.rangeClosed(heights[0], heights[heights.length - 1])
                    .mapToObj(_ -> new Label()).toArray(Label[]::new);
            frame.load(h);
            code.tableswitch(heights[0], heights[heights.length - 1], next, labels);
            for (int height : heights) {
                code.mark(labels[height - heights[0]]);
                tile(height, allFit || fits(height), i, j);
                code.goTo(next);
            }
            code.mark(next);
            frame.load(i);
            frame.load(h);
            code.add(Type.INT_TYPE);
            frame.store(i);
        });
    }

    /// One tile, its first row and column in `i` and `j`, in one method or in parts.
    private void tile(int height, boolean whole, Variable i, Variable j) {
        if (!whole) {
            new TileInParts(routine, frame, tile, height, width).emit(i, j);
            return;
        }
        routine.callLater(tile.body(), frame, List.of(i, j), (part, inner, passed) -> {
            Block jammed = jammed(height);
            enter(tile, inner, passed, jammed);
            new StatementEmitter(part, inner, lanes(tile, inner)).emit(jammed);
        });
    }

    /// Whether a method can hold the sums of a tile and all that is done to them.
    private boolean fits(int height) {
        return single && CompilerEffort.isSmall(jammed(height), tile.lanes().axis());
    }

    private Block jammed(int height) {
        Supplier<Temp> fresh = new FreshTemps(tile.body());
        Jam columns = new Jam(tile.lanes().axis(), width, frame.lanes(), fresh);
        return rows(tile, height, fresh).apply(columns.apply(tile.body()));
    }

    /// The jam of a tile's rows.
    static Jam rows(Tile tile, int height, Supplier<Temp> fresh) {
        return tile.rows() == null ? new Jam(tile.lanes().axis(), 1, 1, fresh)
                : new Jam(tile.rows().axis(), height, 1, fresh);
    }

    /// Says where the tile's axes stand.
    static void enter(Tile tile, Frame frame, List<Variable> rowAndColumn, Block block) {
        Accesses accesses = Accesses.of(block);
        if (tile.rows() != null) {
            frame.indices().enter(tile.rows().axis(), rowAndColumn.get(0), accesses);
        }
        frame.indices().enter(tile.lanes().axis(), rowAndColumn.get(1), accesses);
    }

    /// The lanes that the tile's columns are computed in.
    static Lanes lanes(Tile tile, Frame frame) {
        return frame.lanes() == 1 ? new ScalarLanes(frame) : new VectorLanes(frame, tile.lanes().axis());
    }
}
