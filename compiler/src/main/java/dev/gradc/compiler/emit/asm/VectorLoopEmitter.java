package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.emit.asm.LoopEmitter.Part;
import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Bound.InLane;
import dev.gradc.compiler.loop.Stmt.Loop;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits loops of vectors, and the loops inside them that run once more in some lanes than in others.
final class VectorLoopEmitter {
    private final LoopEmitter loops;
    private final KernelEmitter kernel;
    private final Frame frame;
    private final InstructionAdapter code;
    private final VectorApi api;

    VectorLoopEmitter(LoopEmitter loops, KernelEmitter kernel, Frame frame) {
        this.loops = loops;
        this.kernel = kernel;
        this.frame = frame;
        code = frame.code();
        api = new VectorApi(frame.owner(), code, frame.program().precision());
    }

    /// Emits a part of `loop`: whole vectors, and the iterations that are left in the first lanes of one.
    void emit(Loop loop, Part part) {
        Stmt body = Vectorizable.single(loop);
        Variable end = loops.end(loop.bound());
        Variable axis = loops.begin();
        if (part == Part.REST) {
            frame.load(end);
            api.lanes();
            code.div(Type.INT_TYPE);
            api.lanes();
            code.mul(Type.INT_TYPE);
            frame.store(axis);
        } else {
            wholeVectors(loop.axis(), axis, end, body);
        }
        if (part != Part.WHOLE_VECTORS) {
            Label done = new Label();
            loops.jumpUnlessBelow(axis, end, done);
            if (part == Part.ALL && kernel.isTailMethod()) {
                kernel.call(body, frame, List.of(axis, end), (inner, passed) -> {
                    LoopEmitter outer = new LoopEmitter(kernel, inner, new ScalarLanes(inner));
                    new VectorLoopEmitter(outer, kernel, inner).tail(loop.axis(), passed.getFirst(), passed.getLast(),
                            body);
                });
            } else {
                tail(loop.axis(), axis, end, body);
            }
            code.mark(done);
        }
    }

    private void wholeVectors(Axis axis, Variable variable, Variable end, Stmt body) {
        Variable limit = loops.less(end, () -> {
            api.lanes();
            code.iconst(1);
            code.sub(Type.INT_TYPE);
        });
        Label top = new Label();
        Label done = new Label();
        code.mark(top);
        loops.jumpUnlessBelow(variable, limit, done);
        loops.body(axis, variable, body, new VectorLanes(frame, axis), Part.ALL);
        frame.load(variable);
        api.lanes();
        code.add(Type.INT_TYPE);
        frame.store(variable);
        code.goTo(top);
        code.mark(done);
    }

    /// The iterations from where `variable` stands to `end`, less than a whole vector, in the first lanes of one.
    private void tail(Axis axis, Variable variable, Variable end, Stmt body) {
        Variable count = loops.less(end, () -> frame.load(variable));
        inFirst(count, first -> loops.body(axis, variable, body, new VectorLanes(frame, axis, first), Part.ALL));
    }

    private void inFirst(Variable count, Consumer<FirstLanes> emit) {
        int staging = kernel.takeScratch(VectorLanes.widest(frame.program().precision()));
        emit.accept(new FirstLanes(count, staging));
        kernel.releaseScratch(staging);
    }

    /// Emits a loop inside a vector loop that runs ⌊of / lanes⌋ times in all lanes and once more in the first of mod lanes.
    void lanewise(Loop loop, VectorLanes vector) {
        if (!(loop.bound() instanceof InLane(var of, var lane, var count))) {
            throw new IllegalStateException("not a loop over a lane's share: " + loop.bound());
        }
        Variable total = loops.end(of);
        Variable axis = loops.begin();
        Variable whole = frame.locals().take(Type.INT_TYPE);
        frame.load(total);
        code.iconst(count);
        code.div(Type.INT_TYPE);
        frame.store(whole);
        loops.serial(loop, axis, whole);
        Variable rest = frame.locals().take(Type.INT_TYPE);
        frame.load(total);
        code.iconst(count);
        code.rem(Type.INT_TYPE);
        frame.store(rest);
        Label done = new Label();
        Variable axisOfLanes = frame.locals().take(Type.INT_TYPE);
        frame.indices().push(lane);
        frame.store(axisOfLanes);
        loops.jumpUnlessBelow(axisOfLanes, rest, done);
        Variable first = count(vector, loops.less(rest, () -> frame.load(axisOfLanes)));
        inFirst(first,
                fewer -> loops.body(loop.axis(), axis, Vectorizable.single(loop), vector.fewer(fewer), Part.ALL));
        code.mark(done);
    }

    /// How many lanes take part of those up to `wanted`: not more than a vector has, or than take part already.
    private Variable count(VectorLanes vector, Variable wanted) {
        Variable count = frame.locals().take(Type.INT_TYPE);
        frame.load(wanted);
        Variable outer = vector.count();
        if (outer == null) {
            api.lanes();
        } else {
            frame.load(outer);
        }
        code.invokestatic("java/lang/Math", "min", "(II)I", false);
        frame.store(count);
        return count;
    }
}
