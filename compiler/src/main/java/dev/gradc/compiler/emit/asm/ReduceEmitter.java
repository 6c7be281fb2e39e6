package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.scalar.Sequence.Operation;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits reductions: the elements of a block in one chain, in the lanes of vectors, or in lanes one after another; and the
/// blocks as [Blocks] combines them.
final class ReduceEmitter {
    /// C2 divides a loop that may have more iterations than this, to let the JVM stop it in between, and then keeps no sums in
    /// registers across the divisions.
    private static final int SHORT_LOOP = 1000;

    private final RoutineEmitter routine;
    private final Frame frame;
    private final Lanes lanes;
    private final InstructionAdapter code;
    private final LoopEmitter loops;

    ReduceEmitter(RoutineEmitter routine, Frame frame, Lanes lanes) {
        this.routine = routine;
        this.frame = frame;
        this.lanes = lanes;
        code = frame.code();
        loops = new LoopEmitter(routine, frame, lanes);
    }

    /// Emits `reduce`.
    void emit(Reduce reduce) {
        if (routine.isOneBlock(reduce) && reduce.lanes() == 1) {
            oneBlock(reduce);
        } else if (routine.isOneBlock(reduce)) {
            block(reduce, loops.zero(), loops.total(reduce));
        } else {
            new Blocks(routine, frame, lanes, reduce).emit((from, end) -> block(reduce, from, end));
        }
    }

    /// One chain of at most [Reduce#BLOCK] elements: the first of them in a loop that C2 can tell to be short, then the rest.
    private void oneBlock(Reduce reduce) {
        reduce.partials().forEach(temp -> identity(reduce, frame.temp(temp), lanes));
        Variable k = loops.zero();
        Variable total = loops.total(reduce);
        if (!reduce.total().isFixed() || reduce.total().fixed() > SHORT_LOOP) {
            Variable cut = loops.variable(() -> {
                frame.load(total);
                code.iconst(SHORT_LOOP);
                code.invokestatic("java/lang/Math", "min", "(II)I", false);
            });
            loops.repeat(k, cut, 1, () -> loops.body(reduce.axis(), k, reduce.body(), lanes));
        }
        loops.repeat(k, total, 1, () -> loops.body(reduce.axis(), k, reduce.body(), lanes));
    }

    private void block(Reduce reduce, Variable from, Variable end) {
        if (reduce.lanes() == 1) {
            reduce.partials().forEach(temp -> identity(reduce, frame.temp(temp), lanes));
            loops.repeat(from, end, 1, () -> loops.body(reduce.axis(), from, reduce.body(), lanes));
        } else if (routine.isVector(reduce)) {
            new VectorReduction(routine, frame, lanes).emit(reduce, from, end);
        } else {
            inScratch(reduce, from, end);
        }
    }

    static void identity(Reduce reduce, Variable variable, Lanes lanes) {
        lanes.constant(reduce.combine().identity());
        lanes.assign(variable);
    }

    static void combine(Reduce reduce, Lanes lanes) {
        lanes.apply(reduce.combine() == Combine.SUM ? Operation.ADD : Operation.MAX);
    }

    /// One lane after another, their sums in scratch.
    private void inScratch(Reduce reduce, Variable from, Variable end) {
        int width = reduce.partials().size();
        int base = routine.scratch().take(reduce.lanes() * width);
        Variable lane = loops.zero();
        Variable all = loops.variable(() -> code.iconst(reduce.lanes()));
        loops.repeat(lane, all, 1, () -> {
            reduce.partials().forEach(temp -> identity(reduce, frame.temp(temp), lanes));
            Variable k = loops.variable(() -> {
                frame.load(from);
                frame.load(lane);
                code.add(Type.INT_TYPE);
            });
            loops.repeat(k, end, reduce.lanes(), () -> loops.body(reduce.axis(), k, reduce.body(), lanes));
            for (int p = 0; p < width; p++) {
                int part = p;
                lanes.spill(frame.temp(reduce.partials().get(p)), () -> place(lane, width, base + part));
            }
        });
        for (int half = reduce.lanes() / 2; half > 0; half /= 2) {
            halve(reduce, half, base);
        }
        Variable zero = loops.zero();
        for (int p = 0; p < width; p++) {
            int part = p;
            lanes.reload(() -> place(zero, width, base + part));
            lanes.assign(frame.temp(reduce.partials().get(p)));
        }
        routine.scratch().release(base);
    }

    private void halve(Reduce reduce, int half, int base) {
        int width = reduce.partials().size();
        Variable lane = loops.zero();
        Variable all = loops.variable(() -> code.iconst(half));
        loops.repeat(lane, all, 1, () -> {
            for (int p = 0; p < width; p++) {
                int first = base + p;
                Variable sum = frame.temp(reduce.partials().get(p));
                lanes.reload(() -> place(lane, width, first));
                lanes.reload(() -> place(lane, width, first + half * width));
                combine(reduce, lanes);
                lanes.assign(sum);
                lanes.spill(sum, () -> place(lane, width, first));
            }
        });
    }

    /// Pushes the scratch and `number · width + first`.
    private void place(Variable number, int width, int first) {
        frame.load(frame.scratch());
        frame.load(number);
        code.iconst(width);
        code.mul(Type.INT_TYPE);
        code.iconst(first);
        code.add(Type.INT_TYPE);
    }
}
