package dev.gradc.compiler.emit.asm;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/// The arguments of a call that is being emitted: pushed by the caller, and local variables of the method called.
final class Arguments {
    private final Frame caller;
    private final Locals locals = new Locals();
    private final List<Type> types = new ArrayList<>();

    Arguments(Frame caller) {
        this.caller = caller;
    }

    /// The local variables of the method called.
    Locals locals() {
        return locals;
    }

    /// Passes what the caller has pushed.
    Variable pass(Type pushed) {
        types.add(pushed);
        return locals.take(pushed);
    }

    /// Passes a variable of the caller.
    Variable pass(Variable variable) {
        caller.load(variable);
        return pass(variable.type());
    }

    /// The type of the method called.
    Type methodType() {
        return Type.getMethodType(Type.VOID_TYPE, types.toArray(Type[]::new));
    }
}
