package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/// Cuts a kernel that is too large for one method: neighbouring statements of a block become a piece, a block in a method of its
/// own. Temps that are not of one method alone are kept in scratch.
final class Pieces {
    /// The bytes of bytecode in one method; HotSpot compiles none of 8000 or more.
    static final int MOST = 6000;
    private static final int CALL = 200;

    private final Map<Block, Integer> pieces = new IdentityHashMap<>();
    private final Map<Temp, Integer> kept = new LinkedHashMap<>();
    private final Stmt body;
    private final int total;

    Pieces(Stmt whole) {
        total = weight(whole);
        body = cut(whole);
        if (!pieces.isEmpty()) {
            keep();
        }
    }

    private Pieces(Stmt whole, int total) {
        body = whole;
        this.total = total;
    }

    /// No pieces: all is one function.
    static Pieces none(Stmt whole) {
        return new Pieces(whole, 0);
    }

    /// The kernel's statement, with its pieces in it.
    Stmt body() {
        return body;
    }

    /// The weight of the whole kernel.
    int total() {
        return total;
    }

    /// The piece's number, from 1; 0 for a block that is none.
    int number(Block block) {
        return pieces.getOrDefault(block, 0);
    }

    /// The statements of one method, without those of the pieces that it calls.
    Stmt own(Stmt method) {
        return switch (method) {
            case Block(var statements) -> new Block(statements.stream()
                    .map(this::ownOf).toList());
            case Loop(var axis, var extent, var kind, var inner) -> new Loop(axis, extent, kind, ownOf(inner));
            case Reduce(var axis, var total, var lanes, var partials, var combine, var inner) ->
                new Reduce(axis, total, lanes, partials, combine, ownOf(inner));
            case Let _, Update _, Store _ -> method;
        };
    }

    private Stmt ownOf(Stmt inner) {
        return inner instanceof Block block && number(block) > 0 ? new Block(List.of()) : own(inner);
    }

    /// The temps that are kept in scratch, and which is the how many-th.
    Map<Temp, Integer> kept() {
        return kept;
    }

    /// Runs of neighbours whose weight is at most `most`, or which are one alone.
    static <T> List<List<T>> runs(List<T> all, ToIntFunction<T> weight, int most) {
        List<List<T>> runs = new ArrayList<>();
        int sum = 0;
        for (T next : all) {
            sum += weight.applyAsInt(next);
            if (runs.isEmpty() || sum > most) {
                runs.add(new ArrayList<>());
                sum = weight.applyAsInt(next);
            }
            runs.getLast().add(next);
        }
        return runs;
    }

    private Stmt cut(Stmt statement) {
        return switch (statement) {
            case Block(var statements) -> {
                List<Stmt> inner = statements.stream().map(this::cut).toList();
                while (inner.stream().mapToInt(this::weight).sum() > MOST) {
                    inner = runs(inner, this::weight, MOST).stream().map(this::piece).toList();
                }
                yield new Block(inner);
            }
            case Loop(var axis, var extent, var kind, var inner) -> new Loop(axis, extent, kind, cut(inner));
            case Reduce(var axis, var total, var lanes, var partials, var combine, var inner) ->
                new Reduce(axis, total, lanes, partials, combine, cut(inner));
            case Let _, Update _, Store _ -> statement;
        };
    }

    private Stmt piece(List<Stmt> statements) {
        Block piece = new Block(statements);
        pieces.put(piece, pieces.size() + 1);
        return piece;
    }

    private int weight(Stmt statement) {
        return Weight.of(statement,
                block -> number(block) > 0 ? CALL : block.body().stream().mapToInt(this::weight).sum());
    }

    private void keep() {
        Map<Temp, Set<Integer>> methods = new HashMap<>();
        List<Temp> order = new ArrayList<>();
        mentioned(body, 0, (temp, method) -> {
            order.add(temp);
            methods.computeIfAbsent(temp, _ -> new LinkedHashSet<>()).add(method);
        });
        order.stream().filter(temp -> methods.getOrDefault(temp, Set.of()).size() > 1)
                .forEach(temp -> kept.computeIfAbsent(temp, _ -> kept.size()));
    }

    private interface Mention {
        void in(Temp temp, int method);
    }

    private void mentioned(Stmt statement, int method, Mention mention) {
        switch (statement) {
            case Block block -> block.body()
                    .forEach(inner -> mentioned(inner, number(block) > 0 ? number(block) : method, mention));
            case Loop loop -> mentioned(loop.body(), method, mention);
            case Reduce reduce -> {
                reduce.partials().forEach(temp -> mention.in(temp, method));
                mentioned(reduce.body(), method, mention);
            }
            case Let(var temp, _, var args) -> {
                mention.in(temp, method);
                temps(args).forEach(arg -> mention.in(arg, method));
            }
            case Update(var temp, _, var args) -> {
                mention.in(temp, method);
                temps(args).forEach(arg -> mention.in(arg, method));
            }
            case Store(_, _, _, var args) -> temps(args).forEach(arg -> mention.in(arg, method));
        }
    }

    private static List<Temp> temps(List<Operand> args) {
        return args.stream().filter(Temp.class::isInstance).map(Temp.class::cast).toList();
    }
}
