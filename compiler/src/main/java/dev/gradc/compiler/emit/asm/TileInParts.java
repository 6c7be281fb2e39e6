package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Jam;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.loop.Tile;
import dev.gradc.compiler.scalar.Sequence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/// Emits a register tile whose sums have so much done to them that one method would be too large: a method leaves the sums in
/// the thread's scratch, and another does the rest, row by row, while they are in the first cache.
final class TileInParts {
    private final RoutineEmitter routine;
    private final Frame frame;
    private final Tile tile;
    private final int height;
    private final int width;
    private final Block sums;
    private final Block rest;
    private final List<Temp> between;

    TileInParts(RoutineEmitter routine, Frame frame, Tile tile, int height, int width) {
        this.routine = routine;
        this.frame = frame;
        this.tile = tile;
        this.height = height;
        this.width = width;
        List<Stmt> body = tile.body().body();
        sums = sums(tile);
        rest = new Block(body.subList(sums.body().size(), body.size()));
        Set<Temp> declared = sums.body().stream().filter(Let.class::isInstance).map(let -> ((Let) let).temp())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<Temp> used = new LinkedHashSet<>();
        reads(rest, used);
        declared.retainAll(used);
        between = List.copyOf(declared);
    }

    /// What a tile does up to its last sum.
    static Block sums(Tile tile) {
        List<Stmt> body = tile.body().body();
        int end = body.size();
        while (!(body.get(end - 1) instanceof Reduce)) {
            end--;
        }
        return new Block(body.subList(0, end));
    }

    private static void reads(Stmt stmt, Set<Temp> temps) {
        switch (stmt) {
            case Block(var body) -> body.forEach(s -> reads(s, temps));
            case Loop loop -> reads(loop.body(), temps);
            case Reduce reduce -> reads(reduce.body(), temps);
            case Let(_, _, var args) -> reads(args, temps);
            case Update(_, _, var args) -> reads(args, temps);
            case Store(_, _, _, var args) -> reads(args, temps);
        }
    }

    private static void reads(List<Operand> args, Set<Temp> temps) {
        args.stream().filter(Temp.class::isInstance).forEach(arg -> temps.add((Temp) arg));
    }

    /// Emits the tile with its first row and column in `i` and `j`.
    void emit(Variable i, Variable j) {
        int base = routine.scratch().take(height * rowSize());
        sums(i, j, base);
        routine.call(routine.methodName("rest"), rest, frame, List.of(i, j, constant(height), constant(width)),
                (inner, passed) -> rest(inner, passed, base));
        routine.scratch().release(base);
    }

    private Variable constant(int value) {
        frame.code().iconst(value);
        Variable variable = frame.locals().take(Type.INT_TYPE);
        frame.store(variable);
        return variable;
    }

    private int rowSize() {
        return width * between.size() * frame.lanes();
    }

    private void sums(Variable i, Variable j, int base) {
        routine.callLater(sums, frame, List.of(i, j), (part, inner, passed) -> {
            Supplier<Temp> fresh = new FreshTemps(tile.body());
            Jam columns = new Jam(tile.lanes().axis(), width, inner.lanes(), fresh);
            Jam rows = StripeEmitter.rows(tile, height, fresh);
            Block block = rows.apply(columns.apply(sums));
            StripeEmitter.enter(tile, inner, passed, block);
            Lanes lanes = StripeEmitter.lanes(tile, inner);
            StatementEmitter statements = new StatementEmitter(part, inner, lanes);
            block.body().forEach(statements::emit);
            for (int r = 0; r < height; r++) {
                for (int p = 0; p < width * between.size(); p++) {
                    List<Temp> column = columns.copies(between.get(p % between.size()));
                    List<Temp> row = rows.copies(column.get(Math.min(p / between.size(), column.size() - 1)));
                    int place = base + r * rowSize() + p * inner.lanes();
                    lanes.spill(inner.temp(row.get(Math.min(r, row.size() - 1))), () -> {
                        inner.load(inner.scratch());
                        inner.code().iconst(place);
                    });
                }
            }
        });
    }

    /// For `height` rows and `width` vectors, which are passed, so that all tiles share the method.
    private void rest(Frame inner, List<Variable> passed, int base) {
        LoopEmitter loops = new LoopEmitter(routine, inner, new ScalarLanes(inner));
        Variable place = loops.variable(() -> inner.code().iconst(base));
        loops.repeat(loops.zero(), passed.get(2), 1, () -> {
            int mark = inner.locals().mark();
            Variable j = loops.variable(() -> inner.load(passed.get(1)));
            loops.repeat(loops.zero(), passed.get(3), 1, () -> {
                element(inner, List.of(passed.get(0), j), place);
                inner.code().iinc(j.slot(), inner.lanes());
                inner.code().iinc(place.slot(), between.size() * inner.lanes());
            });
            inner.code().iinc(passed.get(0).slot(), 1);
            inner.locals().release(mark);
        });
    }

    /// One vector of one row.
    private void element(Frame inner, List<Variable> rowAndColumn, Variable place) {
        int mark = inner.locals().mark();
        StripeEmitter.enter(tile, inner, rowAndColumn, rest);
        Lanes lanes = StripeEmitter.lanes(tile, inner);
        for (int p = 0; p < between.size(); p++) {
            int at = p * inner.lanes();
            lanes.reload(() -> {
                inner.load(inner.scratch());
                inner.load(place);
                inner.code().iconst(at);
                inner.code().add(Type.INT_TYPE);
            });
            Variable value = inner.locals().take(lanes.type(Sequence.Type.REAL));
            inner.store(value);
            inner.temps().put(between.get(p), value);
        }
        new StatementEmitter(routine, inner, lanes).emit(rest);
        inner.indices().leave();
        if (tile.rows() != null) {
            inner.indices().leave();
        }
        inner.locals().release(mark);
    }
}
