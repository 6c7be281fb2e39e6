package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import java.util.ArrayList;
import java.util.List;

/// What a statement is known by among those of its kernel: the same in every layout and order of loops that the kernel is given.
public sealed interface Mark {
    /// A loop, or a sum.
    record OfAxis(Axis axis) implements Mark {
    }

    /// The declaration of a temp.
    record OfLet(Temp temp) implements Mark {
    }

    /// The first update of a temp.
    record OfUpdate(Temp temp) implements Mark {
    }

    /// A store.
    ///
    /// @param number how many others stand before it
    record OfStore(int number) implements Mark {
    }

    /// The marks of all statements in `body` but blocks, in the order of [#statements].
    static List<Mark> in(Stmt body) {
        List<Mark> marks = new ArrayList<>();
        int stores = 0;
        for (Stmt statement : statements(body)) {
            marks.add(of(statement, stores));
            stores += statement instanceof Store ? 1 : 0;
        }
        return marks;
    }

    /// The mark of a statement that is no block.
    ///
    /// @param stores how many stores stand before it
    static Mark of(Stmt statement, int stores) {
        return switch (statement) {
            case Block _ -> throw new IllegalArgumentException("a block has no mark");
            case Loop loop -> new OfAxis(loop.axis());
            case Reduce reduce -> new OfAxis(reduce.axis());
            case Let let -> new OfLet(let.temp());
            case Update update -> new OfUpdate(update.temp());
            case Store _ -> new OfStore(stores);
        };
    }

    /// All statements in `body` but blocks, each before those in it.
    static List<Stmt> statements(Stmt body) {
        List<Stmt> statements = new ArrayList<>();
        collect(body, statements);
        return statements;
    }

    private static void collect(Stmt statement, List<Stmt> statements) {
        if (!(statement instanceof Block)) {
            statements.add(statement);
        }
        switch (statement) {
            case Block(var body) -> body.forEach(inner -> collect(inner, statements));
            case Loop loop -> collect(loop.body(), statements);
            case Reduce reduce -> collect(reduce.body(), statements);
            case Let _, Update _, Store _ -> {
            }
        }
    }
}
