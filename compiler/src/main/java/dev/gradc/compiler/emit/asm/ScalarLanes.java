package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Operand.Position;
import dev.gradc.compiler.loop.Operand.Random;
import dev.gradc.compiler.loop.Operand.Rows;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.compiler.scalar.Sequence.Operation;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Precision;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// One iteration at a time, in the JVM's own arithmetic.
final class ScalarLanes implements Lanes {
    private static final String MATH = "java/lang/Math";

    private final Frame frame;
    private final InstructionAdapter code;
    private final boolean isFloat;
    private final Type real;
    private final Type integer;

    ScalarLanes(Frame frame) {
        this.frame = frame;
        code = frame.code();
        isFloat = frame.precision() == Precision.FLOAT;
        real = Frame.real(frame.precision());
        integer = isFloat ? Type.INT_TYPE : Type.LONG_TYPE;
    }

    @Override
    public Type type(Sequence.Type type) {
        return switch (type) {
            case REAL -> real;
            case INT -> integer;
            case MASK -> Type.BOOLEAN_TYPE;
        };
    }

    @Override
    public int spacing() {
        return 1;
    }

    @Override
    public void constant(double value) {
        if (isFloat) {
            code.fconst((float) value);
        } else {
            code.dconst(value);
        }
    }

    @Override
    public void constant(long value) {
        if (isFloat) {
            code.iconst((int) value);
        } else {
            code.lconst(value);
        }
    }

    @Override
    public void operand(Operand operand) {
        switch (operand) {
            case Temp temp -> frame.load(frame.temp(temp));
            case Load(var from, var at) -> {
                frame.place(from, at);
                code.aload(real);
            }
            case LoadLabel(var from, var at) -> {
                frame.place(from, at);
                code.aload(Type.INT_TYPE);
                code.cast(Type.INT_TYPE, real);
            }
            case Position(var value) -> {
                frame.indices().push(Linear.of(value));
                code.cast(Type.INT_TYPE, real);
            }
            case Rows _ -> {
                frame.indices().pushRows();
                code.cast(Type.INT_TYPE, real);
            }
            case Random random -> throw new IllegalArgumentException("not expanded: " + random);
        }
    }

    @Override
    public void integer(Buffer from, int at) {
        frame.place(from, Index.ZERO.plus(Extent.fixed(at)));
        code.aload(Type.INT_TYPE);
        code.cast(Type.INT_TYPE, integer);
    }

    @Override
    public void integer(Index index) {
        frame.indices().push(Linear.of(index));
        code.cast(Type.INT_TYPE, integer);
    }

    @Override
    public void negate() {
        code.neg(real);
    }

    @Override
    public void absolute() {
        math("abs", real, 1);
    }

    @Override
    public void apply(Operation operation) {
        switch (operation) {
            case ADD -> code.add(real);
            case SUB -> code.sub(real);
            case MUL -> code.mul(real);
            case DIV -> code.div(real);
            case SQRT -> {
                // The root of a float, rounded to double and then to float, is correctly rounded.
                code.cast(real, Type.DOUBLE_TYPE);
                math("sqrt", Type.DOUBLE_TYPE, 1);
                code.cast(Type.DOUBLE_TYPE, real);
            }
            case FMA -> math("fma", real, 3);
            case MIN -> math("min", real, 2);
            case MAX -> math("max", real, 2);
            case LT -> compare(true, Opcodes.IFLT);
            case LE -> compare(true, Opcodes.IFLE);
            case EQ -> compare(false, Opcodes.IFEQ);
            case AND -> code.and(Type.INT_TYPE);
            case OR -> code.or(Type.INT_TYPE);
            case SELECT -> selectBits();
            case ISELECT -> select();
            case TO_BITS -> bits(isFloat ? "floatToRawIntBits" : "doubleToRawLongBits", real, integer);
            case FROM_BITS -> bits(isFloat ? "intBitsToFloat" : "longBitsToDouble", integer, real);
            case IADD -> code.add(integer);
            case ISUB -> code.sub(integer);
            case IAND -> code.and(integer);
            case IOR -> code.or(integer);
            case IXOR -> code.xor(integer);
            case SHL, USHR, SHR -> throw new IllegalArgumentException(operation + " takes a constant distance");
        }
    }

    @Override
    public void shift(Operation operation, int distance) {
        code.iconst(distance);
        switch (operation) {
            case SHL -> code.shl(integer);
            case USHR -> code.ushr(integer);
            case SHR -> code.shr(integer);
            default -> throw new IllegalArgumentException(operation + " is no shift");
        }
    }

    @Override
    public void assign(Variable to) {
        frame.store(to);
    }

    @Override
    public void store(Buffer to, Index at, Runnable value) {
        frame.place(to, at);
        value.run();
        code.astore(real);
    }

    @Override
    public void spill(Variable from, Runnable place) {
        place.run();
        frame.load(from);
        code.astore(real);
    }

    @Override
    public void reload(Runnable place) {
        place.run();
        code.aload(real);
    }

    private void math(String name, Type type, int arguments) {
        String descriptor = "(" + type.getDescriptor().repeat(arguments) + ")" + type.getDescriptor();
        code.invokestatic(MATH, name, descriptor, false);
    }

    private void bits(String name, Type from, Type to) {
        code.invokestatic(isFloat ? "java/lang/Float" : "java/lang/Double", name,
                Type.getMethodDescriptor(to, from), false);
    }

    /// Pushes 1 where the comparison's outcome satisfies `jump`, else 0; a NaN makes the outcome 1 or −1.
    private void compare(boolean nanIsGreater, int jump) {
        if (nanIsGreater) {
            code.cmpg(real);
        } else {
            code.cmpl(real);
        }
        Label holds = new Label();
        Label end = new Label();
        code.visitJumpInsn(jump, holds);
        code.iconst(0);
        code.goTo(end);
        code.mark(holds);
        code.iconst(1);
        code.mark(end);
    }

    /// Selects among the bits of reals: C2 makes a conditional move of integers, where a jump would often be mispredicted.
    private void selectBits() {
        Variable mask = frame.locals().take(Type.INT_TYPE);
        frame.store(mask);
        apply(Operation.TO_BITS);
        exchange();
        apply(Operation.TO_BITS);
        exchange();
        frame.load(mask);
        select();
        apply(Operation.FROM_BITS);
    }

    /// Swaps two integers.
    private void exchange() {
        if (isFloat) {
            code.swap();
        } else {
            code.dup2X2();
            code.pop2();
        }
    }

    private void select() {
        Label otherwise = new Label();
        Label end = new Label();
        code.ifeq(otherwise);
        if (isFloat) {
            code.swap();
            code.pop();
            code.goTo(end);
            code.mark(otherwise);
            code.pop();
        } else {
            code.dup2X2();
            code.pop2();
            code.pop2();
            code.goTo(end);
            code.mark(otherwise);
            code.pop2();
        }
        code.mark(end);
    }
}
