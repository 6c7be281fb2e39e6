package dev.gradc.compiler.emit.asm;

import org.objectweb.asm.Type;

/// Hands out the local variables of one method, like a stack.
final class Locals {
    private int next;

    /// A new variable.
    Variable take(Type type, int depth) {
        Variable variable = new Variable(next, type, depth);
        next += type.getSize();
        return variable;
    }

    /// A new variable that all lanes share.
    Variable take(Type type) {
        return take(type, 0);
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
