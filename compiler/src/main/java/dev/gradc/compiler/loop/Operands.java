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
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// Walks over what statements read and write.
public final class Operands {
    private Operands() {
    }

    /// A place that a statement reads or writes, and the loops around it, outermost first.
    ///
    /// @param buffer what is read or written
    /// @param at which element
    /// @param isStore whether it is written
    /// @param around the loops and folds around the statement
    public record Access(Buffer buffer, Index at, boolean isStore, List<Stmt> around) {
    }

    /// Every access of a statement, in order.
    public static List<Access> accesses(Stmt statement) {
        List<Access> found = new ArrayList<>();
        collect(statement, List.of(), found);
        return found;
    }

    private static void collect(Stmt statement, List<Stmt> around, List<Access> found) {
        switch (statement) {
            case Block(var body) -> body.forEach(inner -> collect(inner, around, found));
            case Loop loop -> collect(loop.body(), plus(around, loop), found);
            case Reduce reduce -> collect(reduce.body(), plus(around, reduce), found);
            case Let(_, _, var args) -> reads(args, around, found);
            case Update(_, _, var args) -> reads(args, around, found);
            case Store(var to, var at, _, var args) -> {
                reads(args, around, found);
                found.add(new Access(to, at, true, around));
            }
        }
    }

    private static void reads(List<Operand> args, List<Stmt> around, List<Access> found) {
        for (Operand arg : args) {
            switch (arg) {
                case Load(var from, var at) -> found.add(new Access(from, at, false, around));
                case LoadLabel(var from, var at) -> found.add(new Access(from, at, false, around));
                case Random(var keys, var stream, _, _) -> {
                    for (int key = 2 * stream; key <= 2 * stream + 1; key++) {
                        found.add(new Access(keys, Index.ZERO.plus(Extent.fixed(key)), false, around));
                    }
                }
                case Temp _, Position _, Rows _ -> {
                }
            }
        }
    }

    private static List<Stmt> plus(List<Stmt> around, Stmt statement) {
        List<Stmt> longer = new ArrayList<>(around);
        longer.add(statement);
        return List.copyOf(longer);
    }

    /// The same statement with every index rewritten, and every buffer with it.
    ///
    /// @param place gives the buffer and the index that stand for a buffer and an index
    /// @param position rewrites indices that are no places
    public static Stmt rewrite(Stmt statement, BiFunction<Buffer, Index, Place> place,
            UnaryOperator<Index> position) {
        return switch (statement) {
            case Block(var body) -> new Block(body.stream().map(s -> rewrite(s, place, position)).toList());
            case Loop(var axis, var extent, var kind, var body) ->
                new Loop(axis, extent, kind, rewrite(body, place, position));
            case Reduce(var axis, var total, var lanes, var partials, var combine, var body) ->
                new Reduce(axis, total, lanes, partials, combine, rewrite(body, place, position));
            case Let(var temp, var formula, var args) -> new Let(temp, formula, rewrite(args, place, position));
            case Update(var temp, var formula, var args) -> new Update(temp, formula, rewrite(args, place, position));
            case Store(var to, var at, var formula, var args) -> {
                Place moved = place.apply(to, at);
                yield new Store(moved.buffer(), moved.at(), formula, rewrite(args, place, position));
            }
        };
    }

    /// An element of a buffer.
    public record Place(Buffer buffer, Index at) {
    }

    private static List<Operand> rewrite(List<Operand> args, BiFunction<Buffer, Index, Place> place,
            UnaryOperator<Index> position) {
        return args.stream().map(arg -> rewrite(arg, place, position)).toList();
    }

    private static Operand rewrite(Operand arg, BiFunction<Buffer, Index, Place> place,
            UnaryOperator<Index> position) {
        return switch (arg) {
            case Temp _, Rows _ -> arg;
            case Load(var from, var at) -> {
                Place moved = place.apply(from, at);
                yield new Load(moved.buffer(), moved.at());
            }
            case LoadLabel(var from, var at) -> {
                Place moved = place.apply(from, at);
                yield new LoadLabel(moved.buffer(), moved.at());
            }
            case Position(var value) -> new Position(position.apply(value));
            case Random(var keys, var stream, var row, var column) ->
                new Random(keys, stream, position.apply(row), position.apply(column));
        };
    }
}
