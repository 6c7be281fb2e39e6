package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.runtime.Extent;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits loops: one iteration after another, or, where the kind allows it and the lanes around are scalar, as many at once
/// as a vector has lanes.
final class LoopEmitter {
    /// A sum of so many elements is short; it is always done whole.
    private static final int SHORT = 64;

    private final RoutineEmitter routine;
    private final Frame frame;
    private final Lanes lanes;
    private final InstructionAdapter code;

    LoopEmitter(RoutineEmitter routine, Frame frame, Lanes lanes) {
        this.routine = routine;
        this.frame = frame;
        this.lanes = lanes;
        code = frame.code();
    }

    /// Emits `loop`.
    void emit(Loop loop) {
        if (routine.isMethod(loop)) {
            routine.call(loop, frame);
        } else {
            emit(loop, zero(), times(loop.extent()));
        }
    }

    /// Emits the iterations of `loop` from where the variable `axis` stands up to `end`.
    void emit(Loop loop, Variable axis, Variable end) {
        boolean vector = lanes instanceof ScalarLanes && routine.isVector(loop);
        repeat(axis, end, vector ? frame.lanes() : 1,
                () -> body(loop.axis(), axis, loop.body(), vector ? new VectorLanes(frame, loop.axis()) : lanes));
    }

    /// `while (variable < end) { body; variable += step; }`
    void repeat(Variable variable, Variable end, int step, Runnable body) {
        repeat(code, variable, end, step, body);
    }

    /// The same in any method.
    static void repeat(InstructionAdapter code, Variable variable, Variable end, int step, Runnable body) {
        Label top = new Label();
        Label done = new Label();
        code.mark(top);
        code.load(variable.slot(), Type.INT_TYPE);
        code.load(end.slot(), Type.INT_TYPE);
        code.ificmpge(done);
        body.run();
        code.iinc(variable.slot(), step);
        code.goTo(top);
        code.mark(done);
    }

    /// Loops around `body`, outermost first; the one over `outermost`, if it is among them, runs from `from` to `to`.
    void nest(List<Loop> around, Axis outermost, Variable from, Variable to, Runnable body) {
        if (around.isEmpty()) {
            body.run();
            return;
        }
        Loop loop = around.getFirst();
        boolean isOutermost = loop.axis().equals(outermost);
        Variable axis = isOutermost ? from : zero();
        repeat(axis, isOutermost ? to : times(loop.extent()), 1, () -> {
            int mark = frame.locals().mark();
            frame.indices().enter(loop.axis(), axis);
            nest(around.subList(1, around.size()), outermost, from, to, body);
            frame.indices().leave();
            frame.locals().release(mark);
        });
    }

    /// The body of a loop, at the iteration that `variable` holds; what follows is the loop's own.
    void body(Axis axis, Variable variable, Stmt body, Lanes inside) {
        int mark = frame.locals().mark();
        frame.indices().enter(axis, variable, Accesses.of(body));
        new StatementEmitter(routine, frame, inside).emit(body);
        routine.lines().at(code, axis);
        frame.indices().leave();
        frame.locals().release(mark);
    }

    /// A new variable that is 0.
    Variable zero() {
        Variable variable = frame.locals().take(Type.INT_TYPE);
        code.iconst(0);
        frame.store(variable);
        return variable;
    }

    /// A new variable that holds how often a loop runs.
    Variable times(Extent extent) {
        Variable end = frame.locals().take(Type.INT_TYPE);
        frame.indices().pushTimes(extent);
        frame.store(end);
        return end;
    }

    /// A new variable that holds how many elements of a sum are added up; see [#pushAtMost].
    Variable total(Reduce reduce) {
        return variable(() -> pushAtMost(reduce.total()));
    }

    /// Pushes how many elements of a sum are added up: all, or as many as the method was told where they are many.
    void pushAtMost(Extent total) {
        frame.indices().pushTimes(total);
        if (!total.isFixed() || total.fixed() > SHORT) {
            frame.load(frame.most());
            code.invokestatic("java/lang/Math", "min", "(II)I", false);
        }
    }

    /// A new variable that holds what `push` pushes.
    Variable variable(Runnable push) {
        push.run();
        Variable variable = frame.locals().take(Type.INT_TYPE);
        frame.store(variable);
        return variable;
    }
}
