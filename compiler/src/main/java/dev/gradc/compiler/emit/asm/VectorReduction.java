package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Operands;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Reduce;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits a block of a reduction whose lanes are those of vectors.
final class VectorReduction {
    private final RoutineEmitter routine;
    private final Frame frame;
    private final Lanes lanes;
    private final InstructionAdapter code;
    private final LoopEmitter loops;

    /// @param lanes of the code around, which is scalar
    VectorReduction(RoutineEmitter routine, Frame frame, Lanes lanes) {
        this.routine = routine;
        this.frame = frame;
        this.lanes = lanes;
        code = frame.code();
        loops = new LoopEmitter(routine, frame, lanes);
    }

    /// As many accumulators as vectors hold the lanes, all under way at once, or one after another where that would be too much
    /// for a method; then the halves.
    void emit(Reduce reduce, Variable from, Variable end) {
        VectorApi api = new VectorApi(frame.constants(), code, frame.precision());
        VectorLanes vector = new VectorLanes(frame, reduce.axis());
        int vectors = reduce.lanes() / frame.lanes();
        List<List<Variable>> sums = new ArrayList<>();
        for (int v = 0; v < vectors; v++) {
            sums.add(reduce.partials().stream().map(_ -> frame.locals().take(api.reals())).toList());
        }
        if (vectors == 1 || CompilerEffort.copies(reduce.body(), reduce.axis()) >= 2 * vectors) {
            atOnce(reduce, from, end, sums, vector);
        } else {
            oneByOne(reduce, from, end, sums, vector);
        }
        for (int half = sums.size() / 2; half > 0; half /= 2) {
            for (int v = 0; v < half; v++) {
                join(reduce, sums.get(v), sums.get(v + half), vector);
            }
        }
        for (int p = 0; p < reduce.partials().size(); p++) {
            Variable sum = sums.getFirst().get(p);
            for (int half = frame.lanes() / 2; half > 0; half /= 2) {
                frame.load(sum);
                frame.load(sum);
                api.down(half);
                ReduceEmitter.combine(reduce, vector);
                frame.store(sum);
            }
            frame.load(sum);
            api.firstLane();
            lanes.assign(frame.temp(reduce.partials().get(p)));
        }
    }

    private void atOnce(Reduce reduce, Variable from, Variable end, List<List<Variable>> sums, VectorLanes vector) {
        sums.forEach(sum -> sum.forEach(variable -> ReduceEmitter.identity(reduce, variable, vector)));
        loops.repeat(from, less(end, reduce.lanes() - 1), reduce.lanes(), () -> {
            for (int v = 0; v < sums.size(); v++) {
                step(reduce, from, v, sums.get(v), vector);
            }
        });
        for (int v = 0; v < sums.size(); v++) {
            rest(reduce, from, end, v, sums.get(v));
        }
    }

    private void oneByOne(Reduce reduce, Variable from, Variable end, List<List<Variable>> sums, VectorLanes vector) {
        List<Variable> sum = sums.getFirst();
        int base = routine.scratch().take(reduce.lanes() * sum.size());
        Variable lane = loops.zero();
        Variable whole = less(end, frame.lanes() - 1);
        loops.repeat(lane, loops.variable(() -> code.iconst(reduce.lanes())), frame.lanes(), () -> {
            sum.forEach(variable -> ReduceEmitter.identity(reduce, variable, vector));
            Variable k = sum(from, lane);
            loops.repeat(k, whole, reduce.lanes(), () -> step(reduce, k, 0, sum, vector));
            rest(reduce, k, end, 0, sum);
            for (int p = 0; p < sum.size(); p++) {
                int first = base + p * reduce.lanes();
                vector.spill(sum.get(p), () -> place(lane, first));
            }
        });
        Variable zero = loops.zero();
        for (int v = 0; v < sums.size(); v++) {
            for (int p = 0; p < sum.size(); p++) {
                int first = base + p * reduce.lanes() + v * frame.lanes();
                vector.reload(() -> place(zero, first));
                frame.store(sums.get(v).get(p));
            }
        }
        routine.scratch().release(base);
    }

    private Variable less(Variable variable, int by) {
        return loops.variable(() -> {
            frame.load(variable);
            code.iconst(by);
            code.sub(Type.INT_TYPE);
        });
    }

    private Variable sum(Variable a, Variable b) {
        return loops.variable(() -> {
            frame.load(a);
            frame.load(b);
            code.add(Type.INT_TYPE);
        });
    }

    private void join(Reduce reduce, List<Variable> into, List<Variable> other, Lanes vector) {
        for (int p = 0; p < into.size(); p++) {
            frame.load(into.get(p));
            frame.load(other.get(p));
            ReduceEmitter.combine(reduce, vector);
            frame.store(into.get(p));
        }
    }

    /// The elements of vector number `v` from where `from` stands.
    private void step(Reduce reduce, Variable from, int v, List<Variable> sums, Lanes vector) {
        int by = v * frame.lanes();
        Stmt shifted = Operands.rewrite(reduce.body(),
                (buffer, at) -> new Operands.Place(buffer,
                        at.shift(reduce.axis(), by).where(reduce.axis(), reduce.lanes())),
                at -> at.shift(reduce.axis(), by));
        List<Variable> outside = new ArrayList<>();
        for (int p = 0; p < sums.size(); p++) {
            Temp temp = reduce.partials().get(p);
            outside.add(frame.temp(temp));
            frame.temps().put(temp, sums.get(p));
        }
        loops.body(reduce.axis(), from, shifted, vector);
        for (int p = 0; p < sums.size(); p++) {
            frame.temps().put(reduce.partials().get(p), outside.get(p));
        }
    }

    /// The same for the elements that are left, if any are.
    private void rest(Reduce reduce, Variable from, Variable end, int v, List<Variable> sums) {
        VectorApi api = new VectorApi(frame.constants(), code, frame.precision());
        int mark = frame.locals().mark();
        Variable count = loops.variable(() -> {
            frame.load(end);
            frame.load(from);
            code.sub(Type.INT_TYPE);
            code.iconst(v * frame.lanes());
            code.sub(Type.INT_TYPE);
        });
        Label none = new Label();
        frame.load(count);
        code.ifle(none);
        Variable mask = frame.locals().take(VectorApi.MASK);
        api.first(() -> frame.load(count));
        frame.store(mask);
        step(reduce, from, v, sums, new VectorLanes(frame, reduce.axis(), mask));
        code.mark(none);
        frame.locals().release(mark);
    }

    /// Pushes the scratch and `lane + first`.
    private void place(Variable lane, int first) {
        frame.load(frame.scratch());
        frame.load(lane);
        code.iconst(first);
        code.add(Type.INT_TYPE);
    }
}
