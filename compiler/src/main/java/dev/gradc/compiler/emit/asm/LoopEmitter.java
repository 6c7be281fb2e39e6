package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Bound;
import dev.gradc.compiler.loop.Stmt.Loop;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits loops: one iteration after another, or, where the kind allows it and the lanes around are scalar, as many at once
/// as a vector has lanes.
final class LoopEmitter {
    private final KernelEmitter kernel;
    private final Frame frame;
    private final Lanes lanes;
    private final InstructionAdapter code;

    /// Which iterations of a loop of vectors to run.
    enum Part {
        /// All.
        ALL,
        /// Those that fill whole vectors.
        WHOLE_VECTORS,
        /// Those that are left.
        REST
    }

    LoopEmitter(KernelEmitter kernel, Frame frame, Lanes lanes) {
        this.kernel = kernel;
        this.frame = frame;
        this.lanes = lanes;
        code = frame.code();
    }

    /// Emits `loop`.
    void emit(Loop loop) {
        emit(loop, Part.ALL);
    }

    /// Emits a part of `loop`, which is one of vectors unless the part is all.
    void emit(Loop loop, Part part) {
        if (kernel.isMethod(loop)) {
            kernel.call(loop, part, frame);
        } else if (lanes instanceof VectorLanes vector && Vectorizable.isLanewise(loop.bound(), vector.axis())) {
            new VectorLoopEmitter(this, kernel, frame).lanewise(loop, vector);
        } else if (lanes instanceof ScalarLanes && kernel.isVector(loop)) {
            new VectorLoopEmitter(this, kernel, frame).emit(loop, part);
        } else {
            serial(loop, begin(), end(loop.bound()));
        }
    }

    /// Emits the iterations of a kernel's outermost loop from `from` to `to`.
    void emit(Loop loop, Variable from, Variable to) {
        serial(loop, copy(from), to);
    }

    /// Iterations one after another, from where `axis` stands.
    void serial(Loop loop, Variable axis, Variable end) {
        if (kernel.isJammed(loop)) {
            if (kernel.hasTailsByRow(loop)) {
                jammedWithTailsByRow(loop, axis, end);
            } else {
                repeat(loop.axis(), axis, end, loop.step(), loop.body(), Part.ALL);
            }
        }
        if (Vectorizable.hasSingle(loop)) {
            repeat(loop.axis(), axis, end, 1, Vectorizable.single(loop), Part.ALL);
        }
    }

    /// `while (axis <= end - step) { body; axis += step; }`
    private void repeat(Axis axis, Variable variable, Variable end, int step, Stmt body, Part part) {
        Variable limit = step == 1 ? end : less(end, () -> code.iconst(step - 1));
        Label top = new Label();
        Label done = new Label();
        code.mark(top);
        jumpUnlessBelow(variable, limit, done);
        body(axis, variable, body, lanes, part);
        code.iinc(variable.slot(), step);
        code.goTo(top);
        code.mark(done);
    }

    /// The same, with several rows at once in whole vectors, and the tails of these rows one after another.
    private void jammedWithTailsByRow(Loop loop, Variable axis, Variable end) {
        Variable limit = less(end, () -> code.iconst(loop.step() - 1));
        Label top = new Label();
        Label done = new Label();
        code.mark(top);
        jumpUnlessBelow(axis, limit, done);
        int mark = frame.locals().mark();
        body(loop.axis(), axis, loop.body(), lanes, Part.WHOLE_VECTORS);
        Variable row = copy(axis);
        code.iinc(axis.slot(), loop.step());
        repeat(loop.axis(), row, axis, 1, loop.rest(), Part.REST);
        frame.locals().release(mark);
        code.goTo(top);
        code.mark(done);
    }

    /// The body of a loop, at the iteration that `variable` holds; a part of it where it is a loop of vectors.
    void body(Axis axis, Variable variable, Stmt body, Lanes inside, Part part) {
        int mark = frame.locals().mark();
        frame.indices().enter(axis, variable, Accesses.of(frame.program(), body));
        if (part == Part.ALL) {
            new StatementEmitter(kernel, frame, inside).emit(body);
        } else if (unwrap(body) instanceof Loop loop) {
            new LoopEmitter(kernel, frame, inside).emit(loop, part);
        }
        frame.indices().leave();
        frame.locals().release(mark);
    }

    /// The only statement of nested blocks.
    static Stmt unwrap(Stmt stmt) {
        return stmt instanceof Block(var body) && body.size() == 1 ? unwrap(body.getFirst()) : stmt;
    }

    /// A new variable that is 0.
    Variable begin() {
        Variable axis = frame.locals().take(Type.INT_TYPE);
        code.iconst(0);
        frame.store(axis);
        return axis;
    }

    /// A new variable that holds how often a loop runs.
    Variable end(Bound bound) {
        Variable end = frame.locals().take(Type.INT_TYPE);
        frame.indices().push(bound);
        frame.store(end);
        return end;
    }

    /// A new variable that holds `end` less what `what` pushes.
    Variable less(Variable end, Runnable what) {
        Variable less = frame.locals().take(Type.INT_TYPE);
        frame.load(end);
        what.run();
        code.sub(Type.INT_TYPE);
        frame.store(less);
        return less;
    }

    /// Jumps unless `a < b`.
    void jumpUnlessBelow(Variable a, Variable b, Label target) {
        frame.load(a);
        frame.load(b);
        code.ificmpge(target);
    }

    private Variable copy(Variable variable) {
        Variable copy = frame.locals().take(variable.type());
        frame.load(variable);
        frame.store(copy);
        return copy;
    }
}
