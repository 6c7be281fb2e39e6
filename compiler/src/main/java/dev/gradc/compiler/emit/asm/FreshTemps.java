package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import java.util.function.Supplier;

/// Temps that a statement does not use.
final class FreshTemps implements Supplier<Temp> {
    private int next;

    FreshTemps(Stmt statement) {
        next = highest(statement) + 1;
    }

    private static int highest(Stmt statement) {
        return switch (statement) {
            case Block(var body) -> body.stream().mapToInt(FreshTemps::highest).max().orElse(0);
            case Loop loop -> highest(loop.body());
            case Reduce reduce -> highest(reduce.body());
            case Let(var temp, _, _) -> temp.id();
            case Update(var temp, _, _) -> temp.id();
            case Store _ -> 0;
        };
    }

    @Override
    public Temp get() {
        return new Temp(next++);
    }
}
