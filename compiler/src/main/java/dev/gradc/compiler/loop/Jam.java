package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Operand.Position;
import dev.gradc.compiler.loop.Operand.Random;
import dev.gradc.compiler.loop.Operand.Rows;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Fold;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Unroll-and-jam: the loop around a vector loop that holds a sum does several iterations at once, each with temps of its
/// own, so that what does not vary (a row of weights) is loaded once for all. Together with the lanes this is a register
/// tile. Each row sees the same operations in the same order as before.
public final class Jam {
    /// Rows of a tile: as many accumulators, each one vector register.
    private static final int ROWS = 8;

    private final Axis axis;
    private final Supplier<Temp> fresh;
    private final Set<Temp> varying = new HashSet<>();
    private final Map<Temp, List<Temp>> copies = new HashMap<>();

    private Jam(Axis axis, Supplier<Temp> fresh) {
        this.axis = axis;
        this.fresh = fresh;
    }

    /// The kernel with its loop jammed, or the kernel itself where there is no such loop.
    ///
    /// @param fresh gives temps that the program does not have yet
    public static Kernel kernel(Kernel kernel, Supplier<Temp> fresh) {
        Stmt jammed = outside(kernel.body(), fresh);
        return jammed == kernel.body() ? kernel
                : new Kernel(kernel.name(), kernel.origin(), jammed, kernel.writes());
    }

    /// Whether a kernel is a tile: it has a loop to jam.
    static boolean isTile(Stmt statement) {
        return statement instanceof Loop loop && (hasTile(loop) || isTile(loop.body()))
                || statement instanceof Block(var body) && body.size() == 1 && isTile(body.get(0));
    }

    private static Stmt outside(Stmt statement, Supplier<Temp> fresh) {
        if (statement instanceof Block(var body) && body.size() == 1) {
            return outside(body.get(0), fresh);
        }
        if (!(statement instanceof Loop loop) || loop.step() != 1) {
            return statement;
        }
        if (hasTile(loop)) {
            Jam jam = new Jam(loop.axis(), fresh);
            jam.findVarying(loop.body());
            return new Loop(loop.axis(), loop.bound(), loop.kind(), ROWS, new Block(jam.statement(loop.body())),
                    loop.body());
        }
        Stmt body = outside(loop.body(), fresh);
        return body == loop.body() ? loop : new Loop(loop.axis(), loop.bound(), loop.kind(), body);
    }

    private static boolean hasTile(Loop loop) {
        Stmt body = loop.body() instanceof Block(var inner) && inner.size() == 1 ? inner.get(0) : loop.body();
        return loop.kind() != Kind.VECTOR && body instanceof Loop lanes && lanes.kind() == Kind.VECTOR
                && lanes.body() instanceof Block(var inner)
                && inner.stream().anyMatch(statement -> statement instanceof Loop || statement instanceof Fold);
    }

    /// Finds the temps whose values differ from iteration to iteration of the axis.
    private void findVarying(Stmt statement) {
        int before;
        do {
            before = varying.size();
            mark(statement);
        } while (varying.size() > before);
    }

    private void mark(Stmt statement) {
        switch (statement) {
            case Block(var body) -> body.forEach(this::mark);
            case Loop loop -> mark(loop.body());
            case Fold fold -> mark(fold.body());
            case Let(var temp, _, var args) -> mark(temp, args);
            case Update(var temp, _, var args) -> mark(temp, args);
            case Store _ -> {
            }
        }
    }

    private void mark(Temp temp, List<Operand> args) {
        if (args.stream().anyMatch(this::varies)) {
            varying.add(temp);
        }
    }

    private boolean varies(Operand operand) {
        return switch (operand) {
            case Temp temp -> varying.contains(temp);
            case Load(_, var at) -> uses(at);
            case LoadLabel(_, var at) -> uses(at);
            case Position(var value) -> uses(value);
            case Random(_, _, var row, var column) -> uses(row) || uses(column);
            case Rows _ -> false;
        };
    }

    private boolean uses(Index index) {
        return index.terms().stream().anyMatch(term -> term.axis().equals(axis));
    }

    private List<Stmt> statement(Stmt statement) {
        return switch (statement) {
            case Block(var body) -> body.stream().flatMap(inner -> statement(inner).stream()).toList();
            case Loop(var inner, var bound, var kind, var step, var body, var rest) -> List.of(new Loop(inner, bound,
                    kind, step, new Block(statement(body)), new Block(statement(rest))));
            case Fold(var block, var total, var size, var partials, var combine, var body) -> List.of(new Fold(block,
                    total, size, partials.stream().flatMap(temp -> all(temp).stream()).toList(), combine,
                    new Block(statement(body))));
            case Let(var temp, var formula, var args) -> varying.contains(temp)
                    ? rows(row -> new Let(copy(temp, row), formula, moved(args, row)))
                    : List.of(statement);
            case Update(var temp, var formula, var args) -> varying.contains(temp)
                    ? rows(row -> new Update(copy(temp, row), formula, moved(args, row)))
                    : List.of(statement);
            case Store(var to, var at, var formula, var args) ->
                rows(row -> new Store(to, at.shift(axis, row), formula, moved(args, row)));
        };
    }

    private interface Row {
        Stmt at(int row);
    }

    private static List<Stmt> rows(Row statement) {
        List<Stmt> copies = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            copies.add(statement.at(row));
        }
        return copies;
    }

    private List<Temp> all(Temp temp) {
        List<Temp> temps = new ArrayList<>();
        for (int row = 0; row < (varying.contains(temp) ? ROWS : 1); row++) {
            temps.add(copy(temp, row));
        }
        return temps;
    }

    private Temp copy(Temp temp, int row) {
        return !varying.contains(temp) ? temp : copies.computeIfAbsent(temp, _ -> {
            List<Temp> temps = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                temps.add(fresh.get());
            }
            return temps;
        }).get(row);
    }

    private List<Operand> moved(List<Operand> args, int row) {
        return args.stream().map(arg -> moved(arg, row)).toList();
    }

    private Operand moved(Operand arg, int row) {
        return switch (arg) {
            case Temp temp -> copy(temp, row);
            case Load(var from, var at) -> new Load(from, at.shift(axis, row));
            case LoadLabel(var from, var at) -> new LoadLabel(from, at.shift(axis, row));
            case Position(var value) -> new Position(value.shift(axis, row));
            case Random(var keys, var stream, var r, var c) ->
                new Random(keys, stream, r.shift(axis, row), c.shift(axis, row));
            case Rows _ -> arg;
        };
    }
}
