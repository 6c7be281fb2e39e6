package dev.gradc.compiler.interp;

import dev.gradc.compiler.interp.LoopFrame.Action;
import dev.gradc.compiler.interp.LoopFrame.Count;
import dev.gradc.compiler.interp.LoopFrame.Real;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Bound;
import dev.gradc.compiler.loop.Stmt.Bound.InBlock;
import dev.gradc.compiler.loop.Stmt.Bound.InLane;
import dev.gradc.compiler.loop.Stmt.Bound.Whole;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Fold;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Precision;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/// Translates one kernel's statements into actions on a [LoopFrame].
final class LoopTranslator {
    private final boolean isFloat;
    private final LoopSlots slots;
    private final FormulaTranslator formulas;

    private LoopTranslator(LoopProgram program) {
        isFloat = program.precision() == Precision.FLOAT;
        slots = new LoopSlots(program);
        formulas = new FormulaTranslator(program.precision(), slots);
    }

    /// A translated kernel.
    record Code(Range range, int axes, int temps, List<Extent> extents, List<Sequence> functions) {
        void run(Object[] arrays, Object scratch, int rows, int from, int to) {
            range.run(new LoopFrame(arrays, scratch, rows, axes, temps, extents, functions), from, to);
        }
    }

    /// Runs some of a kernel's iterations.
    private interface Range {
        void run(LoopFrame frame, int from, int to);
    }

    static Code translate(LoopProgram program, Kernel kernel) {
        LoopTranslator translator = new LoopTranslator(program);
        Range range = translator.range(kernel.body());
        LoopSlots slots = translator.slots;
        return new Code(range, slots.axes(), slots.temps(), slots.extents(), slots.functions());
    }

    private Range range(Stmt body) {
        if (body instanceof Loop loop && loop.kind() == Kind.PARALLEL) {
            return iterations(loop);
        }
        Action whole = action(body);
        return (frame, from, to) -> {
            if (from < to) {
                whole.run(frame);
            }
        };
    }

    private Action action(Stmt statement) {
        return switch (statement) {
            case Block(var body) -> block(body.stream().map(this::action).toArray(Action[]::new));
            case Loop loop -> {
                Range iterations = iterations(loop);
                Count bound = bound(loop.bound());
                yield frame -> iterations.run(frame, 0, bound.in(frame));
            }
            case Fold fold -> fold(fold);
            case Let(var temp, var formula, var args) -> assign(temp, formulas.translate(formula, args));
            case Update(var temp, var formula, var args) -> assign(temp, formulas.translate(formula, args));
            case Store(var to, var at, var formula, var args) -> store(to, at, formulas.translate(formula, args));
        };
    }

    private static Action block(Action[] actions) {
        return actions.length == 1 ? actions[0] : frame -> {
            for (Action action : actions) {
                action.run(frame);
            }
        };
    }

    private Range iterations(Loop loop) {
        int axis = slots.axis(loop.axis());
        int step = loop.step();
        Action body = action(loop.body());
        Action rest = action(loop.rest());
        return (frame, from, to) -> {
            int i = from;
            for (; i <= to - step; i += step) {
                frame.axes[axis] = i;
                body.run(frame);
            }
            for (; i < to; i++) {
                frame.axes[axis] = i;
                rest.run(frame);
            }
        };
    }

    private Count bound(Bound bound) {
        return switch (bound) {
            case Whole(var extent) -> slots.count(extent);
            case InBlock(var total, var block, var size) -> {
                Count all = slots.count(total);
                int axis = slots.axis(block);
                yield frame -> Math.min(size, all.in(frame) - size * frame.axes[axis]);
            }
            case InLane(var of, var lane, var lanes) -> {
                Count all = bound(of);
                int axis = slots.axis(lane);
                yield frame -> Math.max(0, (all.in(frame) - frame.axes[axis] + lanes - 1) / lanes);
            }
        };
    }

    private Action assign(Temp temp, Real value) {
        int slot = slots.temp(temp);
        return frame -> frame.temps[slot] = value.in(frame);
    }

    private Action store(Buffer to, Index at, Real value) {
        int array = slots.array(to);
        Count place = slots.place(to, at);
        return isFloat
                ? frame -> frame.floats[array][place.in(frame)] = (float) value.in(frame)
                : frame -> frame.doubles[array][place.in(frame)] = value.in(frame);
    }

    private Action fold(Fold fold) {
        Count total = slots.count(fold.total());
        int size = fold.size();
        int axis = slots.axis(fold.block());
        int[] partials = fold.partials().stream().mapToInt(slots::temp).toArray();
        Action body = action(fold.body());
        DoubleBinaryOperator combine = combine(fold.combine());
        double identity = fold.combine().identity();
        return frame -> {
            int blocks = Math.ceilDiv(total.in(frame), size);
            BinaryCounter[] counters = new BinaryCounter[partials.length];
            for (int p = 0; p < partials.length; p++) {
                counters[p] = new BinaryCounter(combine, blocks);
            }
            for (int block = 0; block < blocks; block++) {
                frame.axes[axis] = block;
                body.run(frame);
                for (int p = 0; p < partials.length; p++) {
                    counters[p].add(frame.temps[partials[p]]);
                }
            }
            for (int p = 0; p < partials.length; p++) {
                frame.temps[partials[p]] = blocks == 0 ? identity : counters[p].result();
            }
        };
    }

    private DoubleBinaryOperator combine(Combine combine) {
        return switch (combine) {
            case SUM -> isFloat ? (a, b) -> (float) a + (float) b : Double::sum;
            case MAX -> Math::max;
        };
    }

    /// The pairwise combination of [Fold].
    private static final class BinaryCounter {
        private final DoubleBinaryOperator combine;
        private final double[] pending;
        private int count;
        private int size;

        BinaryCounter(DoubleBinaryOperator combine, int blocks) {
            this.combine = combine;
            this.pending = new double[Integer.SIZE - Integer.numberOfLeadingZeros(blocks) + 1];
        }

        void add(double value) {
            pending[size++] = value;
            count++;
            for (int n = count; n % 2 == 0; n /= 2) {
                pop();
            }
        }

        double result() {
            while (size > 1) {
                pop();
            }
            return pending[0];
        }

        private void pop() {
            size--;
            pending[size - 1] = combine.applyAsDouble(pending[size - 1], pending[size]);
        }
    }
}
