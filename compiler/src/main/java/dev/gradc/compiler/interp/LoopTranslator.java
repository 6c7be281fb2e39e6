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
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Precision;
import java.util.Arrays;
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
    record Code(Range range, int axes, int temps, List<Extent> extents, List<Extent> places,
            List<Sequence> functions) {
        void run(Object[] arrays, Object scratch, int rows, int from, int to) {
            range.run(new LoopFrame(arrays, scratch, rows, axes, temps, extents, places, functions), from, to);
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
        return new Code(range, slots.axes(), slots.temps(), slots.extents(), slots.places(), slots.functions());
    }

    private Range range(Stmt body) {
        if (body instanceof Loop loop && loop.kind() != Kind.SERIAL) {
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
                Count bound = slots.count(loop.extent());
                yield frame -> iterations.run(frame, 0, bound.in(frame));
            }
            case Reduce reduce -> reduce(reduce);
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
        Action body = action(loop.body());
        return (frame, from, to) -> {
            for (int i = from; i < to; i++) {
                frame.axes[axis] = i;
                body.run(frame);
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

    private Action reduce(Reduce reduce) {
        Count total = slots.count(reduce.total());
        int axis = slots.axis(reduce.axis());
        int lanes = reduce.lanes();
        int[] partials = reduce.partials().stream().mapToInt(slots::temp).toArray();
        Action body = action(reduce.body());
        DoubleBinaryOperator combine = combine(reduce.combine());
        double identity = reduce.combine().identity();
        return frame -> {
            int end = total.in(frame);
            BinaryCounter[] counters = new BinaryCounter[partials.length];
            Arrays.setAll(counters, p -> new BinaryCounter(combine));
            for (int from = 0; from < end; from += Reduce.BLOCK) {
                double[][] sums = new double[lanes][partials.length];
                for (double[] lane : sums) {
                    Arrays.fill(lane, identity);
                }
                for (int k = from; k < Math.min(end, from + Reduce.BLOCK); k++) {
                    frame.axes[axis] = k;
                    exchange(frame, partials, sums[k % lanes]);
                    body.run(frame);
                    exchange(frame, partials, sums[k % lanes]);
                }
                for (int p = 0; p < partials.length; p++) {
                    counters[p].add(byHalves(sums, p, combine));
                }
            }
            for (int p = 0; p < partials.length; p++) {
                frame.temps[partials[p]] = end == 0 ? identity : counters[p].result();
            }
        };
    }

    private static void exchange(LoopFrame frame, int[] temps, double[] values) {
        for (int i = 0; i < temps.length; i++) {
            double value = frame.temps[temps[i]];
            frame.temps[temps[i]] = values[i];
            values[i] = value;
        }
    }

    /// The tree over the lanes: lane l with lane l + half.
    private static double byHalves(double[][] lanes, int partial, DoubleBinaryOperator combine) {
        for (int half = lanes.length / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l][partial] = combine.applyAsDouble(lanes[l][partial], lanes[l + half][partial]);
            }
        }
        return lanes[0][partial];
    }

    private DoubleBinaryOperator combine(Combine combine) {
        return switch (combine) {
            case SUM -> isFloat ? (a, b) -> (float) a + (float) b : Double::sum;
            case MAX -> Math::max;
        };
    }

    /// The pairwise combination of blocks.
    private static final class BinaryCounter {
        private final DoubleBinaryOperator combine;
        private final double[] pending;
        private int count;
        private int size;

        BinaryCounter(DoubleBinaryOperator combine) {
            this.combine = combine;
            this.pending = new double[Integer.SIZE + 1];
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
