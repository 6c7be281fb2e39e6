package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Fold;
import dev.gradc.compiler.scalar.Sequence.Operation;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits folds. What is left of earlier blocks waits in the thread's scratch, on a stack that a binary counter keeps: it
/// never has more levels than the number of blocks has bits.
final class FoldEmitter {
    /// Enough for any number of blocks.
    private static final int LEVELS = 32;

    private final KernelEmitter kernel;
    private final Frame frame;
    private final Lanes lanes;
    private final InstructionAdapter code;

    FoldEmitter(KernelEmitter kernel, Frame frame, Lanes lanes) {
        this.kernel = kernel;
        this.frame = frame;
        this.lanes = lanes;
        code = frame.code();
    }

    /// Emits `fold`.
    void emit(Fold fold) {
        int width = fold.partials().size() * lanes.spacing();
        int base = kernel.takeScratch(LEVELS * width);
        Variable blocks = blocks(fold);
        Variable height = zero();
        Variable block = zero();
        Label top = new Label();
        Label done = new Label();
        code.mark(top);
        frame.load(block);
        frame.load(blocks);
        code.ificmpge(done);
        int mark = frame.locals().mark();
        frame.indices().enter(fold.block(), block, Accesses.of(frame.program(), fold.body()));
        new StatementEmitter(kernel, frame, lanes).emit(fold.body());
        frame.indices().leave();
        frame.locals().release(mark);
        code.iinc(block.slot(), 1);
        combineFullLevels(fold, block, height, base, width);
        each(fold, height, base, width, (temp, place) -> lanes.spill(frame.temp(temp), place));
        code.iinc(height.slot(), 1);
        code.goTo(top);
        code.mark(done);
        combineAll(fold, height, base, width);
        identityIfNone(fold, blocks);
        kernel.releaseScratch(base);
    }

    private interface Step {
        void emit(Temp temp, Runnable place);
    }

    private void identityIfNone(Fold fold, Variable blocks) {
        Label end = new Label();
        frame.load(blocks);
        code.ifne(end);
        for (Temp temp : fold.partials()) {
            lanes.constant(fold.combine().identity());
            lanes.assign(frame.temp(temp));
        }
        code.mark(end);
    }

    /// `(total + size − 1) / size`.
    private Variable blocks(Fold fold) {
        Variable blocks = frame.locals().take(Type.INT_TYPE);
        frame.indices().push(fold.total());
        code.iconst(fold.size());
        code.invokestatic("java/lang/Math", "ceilDiv", "(II)I", false);
        frame.store(blocks);
        return blocks;
    }

    /// `for (c = done; (c & 1) == 0; c >>= 1) pop and combine`.
    private void combineFullLevels(Fold fold, Variable done, Variable height, int base, int width) {
        Variable count = frame.locals().take(Type.INT_TYPE);
        frame.load(done);
        frame.store(count);
        Label top = new Label();
        Label end = new Label();
        code.mark(top);
        frame.load(count);
        code.iconst(1);
        code.and(Type.INT_TYPE);
        code.ifne(end);
        pop(fold, height, base, width);
        frame.load(count);
        code.iconst(1);
        code.shr(Type.INT_TYPE);
        frame.store(count);
        code.goTo(top);
        code.mark(end);
    }

    /// The latest partial is on top of the stack and in the temps too: `while (--height > 0) pop and combine`.
    private void combineAll(Fold fold, Variable height, int base, int width) {
        Label top = new Label();
        Label end = new Label();
        code.iinc(height.slot(), -1);
        code.mark(top);
        frame.load(height);
        code.iconst(0);
        code.ificmple(end);
        pop(fold, height, base, width);
        code.goTo(top);
        code.mark(end);
    }

    private void pop(Fold fold, Variable height, int base, int width) {
        code.iinc(height.slot(), -1);
        each(fold, height, base, width, (temp, place) -> {
            lanes.reload(place);
            frame.load(frame.temp(temp));
            lanes.apply(fold.combine() == Combine.SUM ? Operation.ADD : Operation.MAX);
            lanes.assign(frame.temp(temp));
        });
    }

    private void each(Fold fold, Variable height, int base, int width, Step step) {
        for (int i = 0; i < fold.partials().size(); i++) {
            int first = base + i * lanes.spacing();
            step.emit(fold.partials().get(i), () -> {
                frame.load(frame.scratch());
                frame.load(height);
                code.iconst(width);
                code.mul(Type.INT_TYPE);
                code.iconst(first);
                code.add(Type.INT_TYPE);
            });
        }
    }

    private Variable zero() {
        Variable variable = frame.locals().take(Type.INT_TYPE);
        code.iconst(0);
        frame.store(variable);
        return variable;
    }
}
