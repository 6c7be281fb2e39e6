package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.loop.Mark;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Store;
import java.util.HashMap;
import java.util.Map;

/// The flags of a kernel's statements, which are written in the kernel's order.
final class StatementFlags {
    private final Flags flags;
    private final Map<Mark, Integer> lines = new HashMap<>();
    private int stores;

    StatementFlags(Flags flags) {
        this.flags = flags;
    }

    /// What is written into the line of a statement, so that it is found.
    String plant(Stmt statement) {
        Mark mark = Mark.of(statement, stores);
        stores += statement instanceof Store ? 1 : 0;
        return flags.plant(line -> lines.putIfAbsent(mark, line));
    }

    /// The lines of the statements, once the flags are taken in.
    Map<Mark, Integer> lines() {
        return lines;
    }
}
