package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Bound;
import dev.gradc.compiler.loop.Stmt.Bound.InBlock;
import dev.gradc.compiler.loop.Stmt.Bound.InLane;
import dev.gradc.compiler.loop.Stmt.Bound.Whole;
import dev.gradc.compiler.loop.Stmt.Loop;
import java.util.List;
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

    LoopEmitter(KernelEmitter kernel, Frame frame, Lanes lanes) {
        this.kernel = kernel;
        this.frame = frame;
        this.lanes = lanes;
        code = frame.code();
    }

    /// Emits `loop`.
    void emit(Loop loop) {
        if (kernel.isMethod(loop)) {
            kernel.call(loop, frame);
        } else if (lanes instanceof VectorLanes vector && Vectorizable.isLanewise(loop.bound(), vector.axis())) {
            lanewise(loop, vector);
        } else if (lanes instanceof ScalarLanes && kernel.isVector(loop)) {
            Variable axis = begin();
            vector(loop, axis, end(loop.bound()));
        } else {
            Variable axis = begin();
            serial(loop, axis, end(loop.bound()));
        }
    }

    /// Emits the iterations of a kernel's outermost loop from `from` to `to`.
    void emit(Loop loop, Variable from, Variable to) {
        Variable axis = frame.locals().take(Type.INT_TYPE);
        frame.load(from);
        frame.store(axis);
        serial(loop, axis, to);
    }

    /// Iterations one after another, from where `axis` stands.
    private void serial(Loop loop, Variable axis, Variable end) {
        if (kernel.isJammed(loop)) {
            repeat(loop.axis(), axis, end, loop.step(), loop.body());
        }
        if (Vectorizable.hasSingle(loop)) {
            repeat(loop.axis(), axis, end, 1, Vectorizable.single(loop));
        }
    }

    /// `while (axis <= end - step) { body; axis += step; }`
    private void repeat(Axis axis, Variable variable, Variable end, int step, Stmt body) {
        Variable limit = limit(end, () -> code.iconst(step - 1), step > 1);
        Label top = new Label();
        Label done = new Label();
        code.mark(top);
        jumpUnlessBelow(variable, limit, done);
        body(axis, variable, body, lanes);
        code.iinc(variable.slot(), step);
        code.goTo(top);
        code.mark(done);
    }

    /// Whole vectors, then the iterations that are left as one masked vector.
    private void vector(Loop loop, Variable axis, Variable end) {
        VectorApi api = new VectorApi(frame.owner(), code, frame.program().precision());
        Stmt body = Vectorizable.single(loop);
        Variable limit = limit(end, () -> {
            api.lanes();
            code.iconst(1);
            code.sub(Type.INT_TYPE);
        }, true);
        Label top = new Label();
        Label tail = new Label();
        Label done = new Label();
        code.mark(top);
        jumpUnlessBelow(axis, limit, tail);
        body(loop.axis(), axis, body, new VectorLanes(frame, loop.axis(), null, 0));
        frame.load(axis);
        api.lanes();
        code.add(Type.INT_TYPE);
        frame.store(axis);
        code.goTo(top);
        code.mark(tail);
        jumpUnlessBelow(axis, end, done);
        if (kernel.isTailMethod()) {
            kernel.call(body, frame, List.of(axis, end), (inner, passed) -> new LoopEmitter(kernel, inner,
                    new ScalarLanes(inner)).tail(loop.axis(), passed.getFirst(), passed.getLast(), body));
        } else {
            tail(loop.axis(), axis, end, body);
        }
        code.mark(done);
    }

    /// The iterations from where `variable` stands to `end`, less than a whole vector, as one masked vector.
    private void tail(Axis axis, Variable variable, Variable end, Stmt body) {
        Variable mask = frame.locals().take(VectorApi.MASK);
        new VectorApi(frame.owner(), code, frame.program().precision()).indexInRange(() -> {
            frame.load(variable);
            frame.load(end);
        });
        frame.store(mask);
        body(axis, variable, body, new VectorLanes(frame, axis, mask, 0));
    }

    /// A loop inside a vector loop that runs ⌊of / lanes⌋ times in all lanes and once more in the first of mod lanes.
    private void lanewise(Loop loop, VectorLanes vector) {
        if (!(loop.bound() instanceof InLane(var of, var lane, var count))) {
            throw new IllegalStateException("not a loop over a lane's share: " + loop.bound());
        }
        VectorApi api = new VectorApi(frame.owner(), code, frame.program().precision());
        Variable total = end(of);
        Variable axis = begin();
        Variable whole = frame.locals().take(Type.INT_TYPE);
        frame.load(total);
        code.iconst(count);
        code.div(Type.INT_TYPE);
        frame.store(whole);
        serial(loop, axis, whole);
        Variable rest = frame.locals().take(Type.INT_TYPE);
        frame.load(total);
        code.iconst(count);
        code.rem(Type.INT_TYPE);
        frame.store(rest);
        Label done = new Label();
        frame.indices().push(lane);
        frame.load(rest);
        code.ificmpge(done);
        Variable mask = frame.locals().take(VectorApi.MASK);
        api.indexInRange(() -> {
            frame.indices().push(lane);
            frame.load(rest);
        });
        Variable outer = vector.mask();
        if (outer != null) {
            frame.load(outer);
            api.combineMasks("and");
        }
        frame.store(mask);
        body(loop.axis(), axis, Vectorizable.single(loop), vector.masked(mask));
        code.mark(done);
    }

    private void body(Axis axis, Variable variable, Stmt body, Lanes inside) {
        int mark = frame.locals().mark();
        frame.indices().enter(axis, variable, Accesses.of(frame.program(), body));
        new StatementEmitter(kernel, frame, inside).emit(body);
        frame.indices().leave();
        frame.locals().release(mark);
    }

    /// A new variable that is 0.
    private Variable begin() {
        Variable axis = frame.locals().take(Type.INT_TYPE);
        code.iconst(0);
        frame.store(axis);
        return axis;
    }

    /// A new variable that holds how often a loop runs.
    private Variable end(Bound bound) {
        Variable end = frame.locals().take(Type.INT_TYPE);
        push(bound);
        frame.store(end);
        return end;
    }

    /// The first iteration at which no whole step is left: `end` itself, or a new variable with `end` less something.
    private Variable limit(Variable end, Runnable less, boolean needed) {
        if (!needed) {
            return end;
        }
        Variable limit = frame.locals().take(Type.INT_TYPE);
        frame.load(end);
        less.run();
        code.sub(Type.INT_TYPE);
        frame.store(limit);
        return limit;
    }

    private void jumpUnlessBelow(Variable a, Variable b, Label target) {
        frame.load(a);
        frame.load(b);
        code.ificmpge(target);
    }

    private void push(Bound bound) {
        switch (bound) {
            case Whole(var extent) -> frame.indices().push(extent);
            case InBlock(var total, var block, var size) -> {
                code.iconst(size);
                frame.indices().push(total);
                frame.indices().push(block);
                code.iconst(size);
                code.mul(Type.INT_TYPE);
                code.sub(Type.INT_TYPE);
                code.invokestatic("java/lang/Math", "min", "(II)I", false);
            }
            case InLane(var of, var lane, var count) -> {
                push(of);
                frame.indices().push(lane);
                code.sub(Type.INT_TYPE);
                code.iconst(count - 1);
                code.add(Type.INT_TYPE);
                code.iconst(count);
                code.div(Type.INT_TYPE);
            }
        }
    }
}
