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
import dev.gradc.compiler.scalar.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Cuts long formulas: parts of them become temps of their own, computed just before. The operations and their order stay.
final class ShortFormulas {
    /// The nodes of a formula that stands on one line or two.
    private static final int LONGEST = 24;

    private final AtomicInteger next;

    private ShortFormulas(int next) {
        this.next = new AtomicInteger(next);
    }

    /// The same statement with short formulas.
    static Stmt of(Stmt statement) {
        return new ShortFormulas(1 + highest(statement)).one(statement);
    }

    private Stmt one(Stmt statement) {
        List<Stmt> cut = statements(statement);
        return cut.size() == 1 ? cut.getFirst() : new Block(cut);
    }

    private static int highest(Stmt statement) {
        return switch (statement) {
            case Block(var body) -> body.stream().mapToInt(ShortFormulas::highest).max().orElse(0);
            case Loop loop -> highest(loop.body());
            case Reduce reduce -> highest(reduce.body());
            case Let let -> let.temp().id();
            case Update _, Store _ -> 0;
        };
    }

    private List<Stmt> statements(Stmt statement) {
        return switch (statement) {
            case Block(var body) -> List.of(new Block(body.stream().flatMap(s -> statements(s).stream()).toList()));
            case Loop(var axis, var extent, var kind, var body) -> List.of(new Loop(axis, extent, kind, one(body)));
            case Reduce(var axis, var total, var lanes, var partials, var combine, var body) ->
                List.of(new Reduce(axis, total, lanes, partials, combine, one(body)));
            case Let(var temp, var formula, var args) -> cut(formula, args, (e, a) -> new Let(temp, e, a));
            case Update(var temp, var formula, var args) -> cut(formula, args, (e, a) -> new Update(temp, e, a));
            case Store(var to, var at, var formula, var args) ->
                cut(formula, args, (e, a) -> new Store(to, at, e, a));
        };
    }

    private interface Build {
        Stmt of(Expr formula, List<Operand> args);
    }

    private List<Stmt> cut(Expr formula, List<Operand> args, Build build) {
        List<Stmt> statements = new ArrayList<>();
        List<Operand> operands = new ArrayList<>(args);
        Expr shorter = formula.rebuild(node -> size(node) <= LONGEST ? node
                : node.withChildren(node.children().stream().map(child -> part(child, operands, statements)).toList()));
        statements.add(build.of(shorter, operands));
        return statements;
    }

    /// What stands for a part of a formula: itself where it is small, else a new temp.
    private Expr part(Expr part, List<Operand> operands, List<Stmt> statements) {
        if (size(part) <= 2) {
            return part;
        }
        Temp temp = new Temp(next.getAndIncrement());
        statements.add(new Let(temp, part, operands));
        operands.add(temp);
        return Expr.arg(operands.size() - 1);
    }

    private static int size(Expr formula) {
        return 1 + formula.children().stream().mapToInt(ShortFormulas::size).sum();
    }
}
