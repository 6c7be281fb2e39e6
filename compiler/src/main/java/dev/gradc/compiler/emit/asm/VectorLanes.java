package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
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
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Neighbouring iterations of one loop at once, a lane each, in `jdk.incubator.vector`.
final class VectorLanes implements Lanes {
    private final Frame frame;
    private final InstructionAdapter code;
    private final VectorApi api;
    private final Axis axis;
    private final @Nullable Variable mask;

    /// All lanes take part.
    VectorLanes(Frame frame, Axis axis) {
        this(frame, axis, null);
    }

    /// @param mask the variable that holds the mask of the lanes that take part, or null where all do
    VectorLanes(Frame frame, Axis axis, @Nullable Variable mask) {
        this.frame = frame;
        code = frame.code();
        api = new VectorApi(frame.constants(), code, frame.precision());
        this.axis = axis;
        this.mask = mask;
    }

    @Override
    public Type type(Sequence.Type type) {
        return switch (type) {
            case REAL -> api.reals();
            case INT -> api.integers();
            case MASK -> VectorApi.MASK;
        };
    }

    @Override
    public int spacing() {
        return frame.lanes();
    }

    @Override
    public void constant(double value) {
        api.broadcast(() -> new ScalarLanes(frame).constant(value));
    }

    @Override
    public void constant(long value) {
        api.broadcastInteger(() -> new ScalarLanes(frame).constant(value));
    }

    @Override
    public void operand(Operand operand) {
        switch (operand) {
            case Temp temp when frame.temp(temp).type().equals(api.reals()) -> frame.load(frame.temp(temp));
            case Load(var from, var at) when varies(at) -> api.load(() -> frame.place(from, at));
            case LoadLabel(var from, var at) when varies(at) ->
                api.loadLabels(() -> frame.place(from, at));
            case Position(var value) when varies(value) -> {
                broadcast(operand);
                api.addIndex(value.stride(axis).fixed());
            }
            case Temp _, Load _, LoadLabel _, Position _, Rows _, Random _ -> broadcast(operand);
        }
    }

    @Override
    public void integer(Buffer from, int at) {
        api.broadcastInteger(() -> new ScalarLanes(frame).integer(from, at));
    }

    @Override
    public void integer(Index index) {
        api.broadcastInteger(() -> new ScalarLanes(frame).integer(index));
        if (varies(index)) {
            api.addIntegerIndex(index.stride(axis).fixed());
        }
    }

    @Override
    public void negate() {
        api.unary("neg");
    }

    @Override
    public void absolute() {
        api.unary("abs");
    }

    @Override
    public void apply(Operation operation) {
        switch (operation) {
            case ADD -> api.binary("add");
            case SUB -> api.binary("sub");
            case MUL -> api.binary("mul");
            case DIV -> api.binary("div");
            case SQRT -> api.unary("sqrt");
            case FMA -> api.fma();
            case MIN -> api.binary("min");
            case MAX -> api.binary("max");
            case LT -> api.compare("LT");
            case LE -> api.compare("LE");
            case EQ -> api.compare("EQ");
            case AND -> api.combineMasks("and");
            case OR -> api.combineMasks("or");
            case SELECT -> api.blend();
            case ISELECT -> api.blendIntegers();
            case TO_BITS -> api.toBits();
            case FROM_BITS -> api.fromBits();
            case IADD -> api.integerBinary("add");
            case ISUB -> api.integerBinary("sub");
            case IAND -> api.integerBinary("and");
            case IOR -> api.integerBinary("or");
            case IXOR -> api.exclusiveOr();
            case SHL, USHR, SHR -> throw new IllegalArgumentException(operation + " takes a constant distance");
        }
    }

    @Override
    public void shift(Operation operation, int distance) {
        api.shift(switch (operation) {
            case SHL -> "LSHL";
            case USHR -> "LSHR";
            case SHR -> "ASHR";
            default -> throw new IllegalArgumentException(operation + " is no shift");
        }, distance);
    }

    @Override
    public void assign(Variable to) {
        if (mask != null) {
            frame.load(to);
            code.swap();
            frame.load(mask);
            api.blend();
        }
        frame.store(to);
    }

    @Override
    public void store(Buffer to, Index at, Runnable value) {
        value.run();
        frame.place(to, at);
        api.store();
    }

    @Override
    public void spill(Variable from, Runnable place) {
        frame.load(from);
        place.run();
        api.store();
    }

    @Override
    public void reload(Runnable place) {
        api.load(place);
    }

    private void broadcast(Operand operand) {
        api.broadcast(() -> new ScalarLanes(frame).operand(operand));
    }

    private boolean varies(Index index) {
        return index.uses(axis);
    }
}
