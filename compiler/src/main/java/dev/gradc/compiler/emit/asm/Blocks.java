package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.scalar.Sequence.Operation;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits the blocks of a reduction. What is left of earlier blocks waits in the thread's scratch, on a stack that a binary
/// counter keeps: it never has more levels than the number of blocks has bits. A single block touches no scratch.
final class Blocks {
    /// Enough for any number of blocks.
    static final int LEVELS = 32;

    private final RoutineEmitter routine;
    private final Frame frame;
    private final Lanes lanes;
    private final Reduce reduce;
    private final InstructionAdapter code;
    private final LoopEmitter loops;
    private final int width;

    /// Emits the elements from where `from` stands up to `end`.
    interface Block {
        void emit(Variable from, Variable end);
    }

    Blocks(RoutineEmitter routine, Frame frame, Lanes lanes, Reduce reduce) {
        this.routine = routine;
        this.frame = frame;
        this.lanes = lanes;
        this.reduce = reduce;
        code = frame.code();
        loops = new LoopEmitter(routine, frame, lanes);
        width = reduce.partials().size() * lanes.spacing();
    }

    /// `do { one block; if (not the only one) push and combine } while (from < total); if (not the only one) combine all`.
    void emit(Block block) {
        int base = routine.scratch().take(LEVELS * width);
        Variable total = loops.total(reduce);
        Variable from = loops.zero();
        Variable done = loops.zero();
        Variable height = loops.zero();
        Label top = new Label();
        Label single = new Label();
        code.mark(top);
        Variable end = loops.variable(() -> {
            frame.load(from);
            code.iconst(Reduce.BLOCK);
            code.add(Type.INT_TYPE);
            frame.load(total);
            code.invokestatic("java/lang/Math", "min", "(II)I", false);
        });
        int mark = frame.locals().mark();
        block.emit(loops.variable(() -> frame.load(from)), end);
        frame.locals().release(mark);
        jumpIfSingle(total, single);
        code.iinc(done.slot(), 1);
        combineFullLevels(done, height, base);
        each(height, base, (temp, place) -> lanes.spill(frame.temp(temp), place));
        code.iinc(height.slot(), 1);
        frame.load(end);
        frame.store(from);
        frame.load(from);
        frame.load(total);
        code.ificmplt(top);
        combineAll(height, base);
        code.mark(single);
        routine.scratch().release(base);
    }

    private interface Step {
        void emit(Temp temp, Runnable place);
    }

    private void jumpIfSingle(Variable total, Label target) {
        if (!reduce.total().isFixed()) {
            frame.load(total);
            code.iconst(Reduce.BLOCK);
            code.ificmple(target);
        }
    }

    /// `for (c = done - 1; (c & 1) != 0; c >>= 1) pop and combine`.
    private void combineFullLevels(Variable done, Variable height, int base) {
        Variable count = loops.variable(() -> {
            frame.load(done);
            code.iconst(1);
            code.sub(Type.INT_TYPE);
        });
        Label top = new Label();
        Label end = new Label();
        code.mark(top);
        frame.load(count);
        code.iconst(1);
        code.and(Type.INT_TYPE);
        code.ifeq(end);
        pop(height, base);
        frame.load(count);
        code.iconst(1);
        code.shr(Type.INT_TYPE);
        frame.store(count);
        code.goTo(top);
        code.mark(end);
    }

    /// The latest partial is on top of the stack and in the temps too: `while (--height > 0) pop and combine`.
    private void combineAll(Variable height, int base) {
        Label top = new Label();
        Label end = new Label();
        code.iinc(height.slot(), -1);
        code.mark(top);
        frame.load(height);
        code.ifle(end);
        pop(height, base);
        code.goTo(top);
        code.mark(end);
    }

    private void pop(Variable height, int base) {
        code.iinc(height.slot(), -1);
        each(height, base, (temp, place) -> {
            lanes.reload(place);
            frame.load(frame.temp(temp));
            lanes.apply(reduce.combine() == Combine.SUM ? Operation.ADD : Operation.MAX);
            lanes.assign(frame.temp(temp));
        });
    }

    private void each(Variable height, int base, Step step) {
        for (int i = 0; i < reduce.partials().size(); i++) {
            int first = base + i * lanes.spacing();
            step.emit(reduce.partials().get(i), () -> {
                frame.load(frame.scratch());
                frame.load(height);
                code.iconst(width);
                code.mul(Type.INT_TYPE);
                code.iconst(first);
                code.add(Type.INT_TYPE);
            });
        }
    }
}
