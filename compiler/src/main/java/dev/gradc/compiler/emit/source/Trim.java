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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Takes away what nobody reads: operands that their formula does not have, and temps. C's compilers would complain.
final class Trim {
    private final Set<Temp> read = new HashSet<>();

    private Trim() {
    }

    /// The same statement without them.
    static Stmt of(Stmt statement) {
        Stmt before = withoutOperands(statement);
        while (true) {
            Trim trim = new Trim();
            trim.look(before);
            Stmt after = trim.withoutTemps(before);
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
    }

    private interface Build {
        Stmt of(Expr formula, List<Operand> args);
    }

    private static Stmt withoutOperands(Stmt statement) {
        return switch (statement) {
            case Block(var body) -> new Block(body.stream().map(Trim::withoutOperands).toList());
            case Loop(var axis, var extent, var kind, var body) ->
                new Loop(axis, extent, kind, withoutOperands(body));
            case Reduce(var axis, var total, var lanes, var partials, var combine, var body) ->
                new Reduce(axis, total, lanes, partials, combine, withoutOperands(body));
            case Let(var temp, var formula, var args) -> trimmed(formula, args, (e, a) -> new Let(temp, e, a));
            case Update(var temp, var formula, var args) -> trimmed(formula, args, (e, a) -> new Update(temp, e, a));
            case Store(var to, var at, var formula, var args) ->
                trimmed(formula, args, (e, a) -> new Store(to, at, e, a));
        };
    }

    private static Stmt trimmed(Expr formula, List<Operand> args, Build build) {
        List<Operand> used = new ArrayList<>();
        List<Expr> numbers = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            numbers.add(Expr.arg(used.size()));
            if (formula.uses(i)) {
                used.add(args.get(i));
            }
        }
        return build.of(formula.substitute(numbers), used);
    }

    private void look(Stmt statement) {
        switch (statement) {
            case Block(var body) -> body.forEach(this::look);
            case Loop loop -> look(loop.body());
            case Reduce reduce -> {
                read.addAll(reduce.partials());
                look(reduce.body());
            }
            case Let(_, _, var args) -> look(args);
            case Update(_, _, var args) -> look(args);
            case Store(_, _, _, var args) -> look(args);
        }
    }

    private void look(List<Operand> args) {
        args.stream().filter(Temp.class::isInstance).map(Temp.class::cast).forEach(read::add);
    }

    private Stmt withoutTemps(Stmt statement) {
        return switch (statement) {
            case Block(var body) -> new Block(body.stream().filter(inner -> !isUnread(inner)).map(this::withoutTemps)
                    .toList());
            case Loop(var axis, var extent, var kind, var body) -> new Loop(axis, extent, kind, withoutTemps(body));
            case Reduce(var axis, var total, var lanes, var partials, var combine, var body) ->
                new Reduce(axis, total, lanes, partials, combine, withoutTemps(body));
            case Let _, Update _, Store _ -> statement;
        };
    }

    private boolean isUnread(Stmt statement) {
        return switch (statement) {
            case Let let -> !read.contains(let.temp());
            case Update update -> !read.contains(update.temp());
            case Block _, Loop _, Reduce _, Store _ -> false;
        };
    }
}
