package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Reduce;

/// What the statements of a function must know of the kernel that they are of.
interface MethodBody {
    /// The language that they are written in.
    Language language();

    /// Whether a block of the kernel is a function of its own.
    boolean isElsewhere(Block block);

    /// The call of such a function, which is written too.
    String call(Block block, Scope caller);

    /// Whether a temp has its place in scratch, so that it is not declared.
    boolean isKept(Temp temp);

    /// The first row of scratch that a sum may use.
    int firstRow(Reduce reduce);

    /// What is written into the line of a statement, so that it is found.
    String flag(Stmt statement);
}
