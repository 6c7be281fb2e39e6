package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Operand.Position;
import dev.gradc.compiler.loop.Operand.Random;
import dev.gradc.compiler.loop.Operand.Rows;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Unroll-and-jam: several iterations of an axis at once, each with temps of its own, so that what does not vary (a row of
/// weights) is loaded once for all. Each iteration sees the same operations in the same order as before.
public final class Jam {
    private final Axis axis;
    private final int count;
    private final int spacing;
    private final Supplier<Temp> fresh;
    private final Set<Temp> varying = new HashSet<>();
    private final Map<Temp, List<Temp>> copies = new HashMap<>();

    /// For the iterations `axis`, `axis` + `spacing`, … of a loop whose iterations are independent.
    ///
    /// @param count how many iterations
    /// @param fresh gives temps that are not in use
    public Jam(Axis axis, int count, int spacing, Supplier<Temp> fresh) {
        this.axis = axis;
        this.count = count;
        this.spacing = spacing;
        this.fresh = fresh;
    }

    /// What does all iterations of the loop's body at once.
    public Block apply(Block body) {
        if (count == 1) {
            return body;
        }
        findVarying(body);
        return new Block(block(body.body()));
    }

    /// The temps that stand for one of the body's, iteration by iteration, or itself where all iterations share it.
    public List<Temp> copies(Temp temp) {
        return count == 1 ? List.of(temp) : all(temp);
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
            case Reduce reduce -> mark(reduce.body());
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
        return index.uses(axis);
    }

    /// The index of iteration number `row`. Where lanes are jammed, the first is a multiple of all that are.
    private Index moved(Index index, int row) {
        Index moved = index.shift(axis, row * spacing);
        return spacing == 1 ? moved : moved.where(axis, count * spacing);
    }

    /// Statements that do not vary come first, then the others, iteration by iteration; loops are shared.
    private List<Stmt> block(List<Stmt> body) {
        List<Stmt> out = new ArrayList<>();
        List<Stmt> group = new ArrayList<>();
        for (Stmt statement : body) {
            switch (statement) {
                case Let(var temp, _, _) when !varying.contains(temp) -> {
                    flushStores(group, out);
                    out.add(statement);
                }
                case Update(var temp, _, _) when !varying.contains(temp) -> {
                    flushStores(group, out);
                    out.add(statement);
                }
                case Let(var temp, var formula, var args) -> group.add(new Let(temp, formula, shared(args, out)));
                case Update(var temp, var formula, var args) -> group.add(new Update(temp, formula, shared(args, out)));
                case Store(var to, var at, var formula, var args) ->
                    group.add(new Store(to, at, formula, shared(args, out)));
                case Block(var inner) -> {
                    flush(group, out);
                    out.add(new Block(block(inner)));
                }
                case Loop(var inner, var extent, var kind, var each) -> {
                    flush(group, out);
                    out.add(new Loop(inner, extent, kind, new Block(block(List.of(each)))));
                }
                case Reduce(var inner, var total, var lanes, var partials, var combine, var each) -> {
                    flush(group, out);
                    out.add(new Reduce(inner, total, lanes,
                            partials.stream().flatMap(temp -> all(temp).stream()).toList(), combine,
                            new Block(block(each instanceof Block(var steps) ? steps : List.of(each)))));
                }
            }
        }
        flush(group, out);
        return out;
    }

    /// Loads that all iterations share come first, each into a temp. No iteration stores what another loads.
    private List<Operand> shared(List<Operand> args, List<Stmt> out) {
        List<Operand> replaced = new ArrayList<>();
        for (Operand arg : args) {
            if (arg instanceof Load && !varies(arg)) {
                Temp temp = fresh.get();
                out.add(new Let(temp, Expr.arg(0), List.of(arg)));
                replaced.add(temp);
            } else {
                replaced.add(arg);
            }
        }
        return replaced;
    }

    /// What is loaded later may be what is stored before.
    private void flushStores(List<Stmt> group, List<Stmt> out) {
        if (group.stream().anyMatch(Store.class::isInstance)) {
            flush(group, out);
        }
    }

    private void flush(List<Stmt> group, List<Stmt> out) {
        for (int i = 0; i < count; i++) {
            for (Stmt statement : group) {
                out.add(copy(statement, i));
            }
        }
        group.clear();
    }

    private Stmt copy(Stmt statement, int iteration) {
        return switch (statement) {
            case Let(var temp, var formula, var args) ->
                new Let(copy(temp, iteration), formula, moved(args, iteration));
            case Update(var temp, var formula, var args) ->
                new Update(copy(temp, iteration), formula, moved(args, iteration));
            case Store(var to, var at, var formula, var args) ->
                new Store(to, moved(at, iteration), formula, moved(args, iteration));
            case Block _, Loop _, Reduce _ -> throw new IllegalStateException("not a single statement: " + statement);
        };
    }

    private List<Temp> all(Temp temp) {
        List<Temp> temps = new ArrayList<>();
        for (int row = 0; row < (varying.contains(temp) ? count : 1); row++) {
            temps.add(copy(temp, row));
        }
        return temps;
    }

    private Temp copy(Temp temp, int row) {
        return !varying.contains(temp) ? temp : copies.computeIfAbsent(temp, _ -> {
            List<Temp> temps = new ArrayList<>();
            for (int i = 0; i < count; i++) {
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
            case Load(var from, var at) -> new Load(from, moved(at, row));
            case LoadLabel(var from, var at) -> new LoadLabel(from, moved(at, row));
            case Position(var value) -> new Position(moved(value, row));
            case Random(var keys, var stream, var r, var c) ->
                new Random(keys, stream, moved(r, row), moved(c, row));
            case Rows _ -> arg;
        };
    }
}
