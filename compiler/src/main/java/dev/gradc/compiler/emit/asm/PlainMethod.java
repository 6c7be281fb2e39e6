package dev.gradc.compiler.emit.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// A static method that is being emitted and returns nothing, with local variables as a person would declare them.
final class PlainMethod {
    private static final Type INT = Type.INT_TYPE;
    private static final Type ROW = Type.getType(Object.class);

    private final InstructionAdapter code;
    private final Locals locals = new Locals();
    private final List<Variable> arguments = new ArrayList<>();
    private int taken;

    PlainMethod(ClassWriter writer, String name, Type... arguments) {
        code = new InstructionAdapter(writer.visitMethod(Opcodes.ACC_STATIC, name,
                Type.getMethodDescriptor(Type.VOID_TYPE, arguments), null, null));
        code.visitCode();
        for (Type argument : arguments) {
            this.arguments.add(locals.take(argument));
        }
    }

    /// The next argument.
    Variable argument() {
        return arguments.get(taken++);
    }

    /// The instructions.
    InstructionAdapter code() {
        return code;
    }

    /// Pushes variables.
    void load(Variable... variables) {
        Stream.of(variables).forEach(variable -> code.load(variable.slot(), variable.type()));
    }

    /// Pops into a new variable.
    Variable store(Type type) {
        Variable variable = locals.take(type);
        code.store(variable.slot(), type);
        return variable;
    }

    /// Pushes `first + times · stride`.
    void place(Variable first, Variable times, Variable stride) {
        load(first, times, stride);
        code.mul(INT);
        code.add(INT);
    }

    /// Pushes the array with the number `first + r` of an array of arrays.
    void row(Variable rows, Variable first, Variable r) {
        load(rows, first, r);
        code.add(INT);
        code.aload(ROW);
    }

    /// Pushes the array with that number of an array of arrays.
    void row(Variable rows, int number) {
        load(rows);
        code.iconst(number);
        code.aload(ROW);
    }

    /// `variable += by`.
    void advance(Variable variable, Variable by) {
        load(variable, by);
        code.add(INT);
        code.store(variable.slot(), INT);
    }

    /// `for (i = 0; i < end; i++) body`.
    void each(Variable end, Consumer<Variable> body) {
        from(number(0), end, 1, body);
    }

    /// What is done with a group of iterations.
    interface Group {
        /// @param i the first of them
        void emit(Variable i, int size);
    }

    /// `for (i = 0; i < end; i += size) body`, in groups of `size`, then one by one.
    void eachInGroups(Variable end, int size, Group body) {
        load(end, end);
        code.iconst(size);
        code.rem(INT);
        code.sub(INT);
        Variable whole = store(INT);
        Variable i = number(0);
        from(i, whole, size, first -> body.emit(first, size));
        from(i, end, 1, one -> body.emit(one, 1));
    }

    private void from(Variable i, Variable end, int step, Consumer<Variable> body) {
        int mark = locals.mark();
        LoopEmitter.repeat(code, i, end, step, () -> body.accept(i));
        locals.release(mark);
    }

    /// A new variable that holds a number.
    Variable number(int value) {
        code.iconst(value);
        return store(INT);
    }

    /// Pops into a variable.
    void assign(Variable variable) {
        code.store(variable.slot(), variable.type());
    }

    /// Calls a static method.
    void call(String owner, String name, Type result, Type... given) {
        code.invokestatic(owner, name, Type.getMethodDescriptor(result, given), false);
    }

    /// Ends the method.
    void end() {
        code.areturn(Type.VOID_TYPE);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
