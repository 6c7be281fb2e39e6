package dev.gradc.compiler.emit.asm;

import org.objectweb.asm.Type;

/// Hands out the local variables of one method, like a stack.
final class Locals {
    private int next;

    /// A new variable.
    Variable take(Type type) {
        Variable variable = new Variable(next, type);
        next += type.getSize();
        return variable;
    }

    /// How far the variables go now.
    int mark() {
        return next;
    }

    /// Gives back all variables taken since `mark`.
    void release(int mark) {
        next = mark;
    }
}
