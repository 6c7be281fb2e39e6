package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import java.util.List;
import java.util.function.ToIntFunction;

/// At most how many bytes of bytecode a statement's Java becomes, with its share of what stands at the top of the method.
final class Weight {
    /// An operation: the call of a method, or a comparison with its jumps.
    private static final int OPERATION = 12;
    private static final int VARIABLE = 10;
    private static final int ELEMENT = 40;
    private static final int TERM = 20;
    private static final int RANDOM = 60;
    private static final int LOOP = 40;
    private static final int SUM = 150;

    private Weight() {
    }

    /// @param block gives the weight of a block
    static int of(Stmt statement, ToIntFunction<Block> block) {
        return switch (statement) {
            case Block inner -> block.applyAsInt(inner);
            case Loop loop -> LOOP + of(loop.body(), block);
            case Reduce reduce -> LOOP + SUM * reduce.partials().size() + of(reduce.body(), block);
            case Let(_, var formula, var args) -> VARIABLE + of(formula, args);
            case Update(_, var formula, var args) -> VARIABLE + of(formula, args);
            case Store(_, var at, var formula, var args) -> ELEMENT + of(at) + of(formula, args);
        };
    }

    private static int of(Expr formula, List<Operand> args) {
        if (formula instanceof Expr.Arg(var index)) {
            return of(args.get(index));
        }
        return OPERATION + formula.children().stream().mapToInt(child -> of(child, args)).sum();
    }

    private static int of(Operand operand) {
        return switch (operand) {
            case Operand.Temp _, Operand.Rows _ -> VARIABLE;
            case Operand.Load(_, var at) -> ELEMENT + of(at);
            case Operand.LoadLabel(_, var at) -> ELEMENT + of(at);
            case Operand.Position(var at) -> VARIABLE + of(at);
            case Operand.Random(_, _, var row, var column) -> RANDOM + of(row) + of(column);
        };
    }

    private static int of(Index index) {
        return TERM * (1 + index.terms().size());
    }
}
