package dev.gradc.compiler.interp;

import dev.gradc.compiler.interp.LoopFrame.Count;
import dev.gradc.compiler.interp.LoopFrame.Real;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Operand.Position;
import dev.gradc.compiler.loop.Operand.Random;
import dev.gradc.compiler.loop.Operand.Rows;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Abs;
import dev.gradc.compiler.scalar.Expr.Add;
import dev.gradc.compiler.scalar.Expr.Arg;
import dev.gradc.compiler.scalar.Expr.Call;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Const;
import dev.gradc.compiler.scalar.Expr.Div;
import dev.gradc.compiler.scalar.Expr.Fma;
import dev.gradc.compiler.scalar.Expr.Max;
import dev.gradc.compiler.scalar.Expr.Min;
import dev.gradc.compiler.scalar.Expr.Mul;
import dev.gradc.compiler.scalar.Expr.Neg;
import dev.gradc.compiler.scalar.Expr.Pow;
import dev.gradc.compiler.scalar.Expr.Select;
import dev.gradc.compiler.scalar.Expr.Sqrt;
import dev.gradc.compiler.scalar.Expr.Sub;
import dev.gradc.compiler.scalar.Functions;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Precision;
import java.util.List;

/// Translates formulas and their operands. In a float program every operation is Java's own on `float`; its operands and
/// its result travel as doubles that hold floats.
final class FormulaTranslator {
    private final Precision precision;
    private final boolean isFloat;
    private final LoopSlots slots;

    FormulaTranslator(Precision precision, LoopSlots slots) {
        this.precision = precision;
        this.isFloat = precision == Precision.FLOAT;
        this.slots = slots;
    }

    /// The value of a formula where operand i is `args.get(i)`.
    Real translate(Expr formula, List<Operand> args) {
        List<Real> operands = args.stream().map(this::operand).toList();
        return real(formula, operands);
    }

    private Real real(Expr formula, List<Real> args) {
        return switch (formula) {
            case Arg(var index) -> args.get(index);
            case Const(var value) -> constant(value);
            case Neg(var x) -> negate(real(x, args));
            case Abs(var x) -> abs(real(x, args));
            case Sqrt(var x) -> sqrt(real(x, args));
            case Add(var a, var b) -> add(real(a, args), real(b, args));
            case Sub(var a, var b) -> subtract(real(a, args), real(b, args));
            case Mul(var a, var b) -> multiply(real(a, args), real(b, args));
            case Div(var a, var b) -> divide(real(a, args), real(b, args));
            case Min(var a, var b) -> min(real(a, args), real(b, args));
            case Max(var a, var b) -> max(real(a, args), real(b, args));
            case Fma(var a, var b, var c) -> fma(real(a, args), real(b, args), real(c, args));
            case Select(var condition, var then, var otherwise) ->
                select(condition, real(then, args), real(otherwise, args), args);
            case Call(var function, var x) ->
                call(slots.function(Functions.of(function, precision)), real(x, args));
            case Pow(var a, var b) ->
                call(slots.function(Functions.pow(precision)), real(a, args), real(b, args));
        };
    }

    private Real constant(double value) {
        double rounded = isFloat ? (float) value : value;
        return _ -> rounded;
    }

    private static Real negate(Real x) {
        return frame -> -x.in(frame);
    }

    private static Real abs(Real x) {
        return frame -> Math.abs(x.in(frame));
    }

    /// The root of a float, rounded to double and then to float, is the root rounded to float (Figueroa 1995).
    private Real sqrt(Real x) {
        return isFloat ? frame -> (float) Math.sqrt(x.in(frame)) : frame -> Math.sqrt(x.in(frame));
    }

    private Real add(Real a, Real b) {
        return isFloat ? frame -> (float) a.in(frame) + (float) b.in(frame) : frame -> a.in(frame) + b.in(frame);
    }

    private Real subtract(Real a, Real b) {
        return isFloat ? frame -> (float) a.in(frame) - (float) b.in(frame) : frame -> a.in(frame) - b.in(frame);
    }

    private Real multiply(Real a, Real b) {
        return isFloat ? frame -> (float) a.in(frame) * (float) b.in(frame) : frame -> a.in(frame) * b.in(frame);
    }

    private Real divide(Real a, Real b) {
        return isFloat ? frame -> (float) a.in(frame) / (float) b.in(frame) : frame -> a.in(frame) / b.in(frame);
    }

    private static Real min(Real a, Real b) {
        return frame -> Math.min(a.in(frame), b.in(frame));
    }

    private static Real max(Real a, Real b) {
        return frame -> Math.max(a.in(frame), b.in(frame));
    }

    private Real fma(Real a, Real b, Real c) {
        return isFloat
                ? frame -> Math.fma((float) a.in(frame), (float) b.in(frame), (float) c.in(frame))
                : frame -> Math.fma(a.in(frame), b.in(frame), c.in(frame));
    }

    private Real select(Condition condition, Real then, Real otherwise, List<Real> args) {
        Real a = real(condition.a(), args);
        Real b = real(condition.b(), args);
        return switch (condition.relation()) {
            case LESS -> frame -> a.in(frame) < b.in(frame) ? then.in(frame) : otherwise.in(frame);
            case LESS_OR_EQUAL -> frame -> a.in(frame) <= b.in(frame) ? then.in(frame) : otherwise.in(frame);
            case EQUAL -> frame -> a.in(frame) == b.in(frame) ? then.in(frame) : otherwise.in(frame);
        };
    }

    private static Real call(int function, Real x) {
        return frame -> frame.functions[function].evaluate(x.in(frame));
    }

    private static Real call(int function, Real a, Real b) {
        return frame -> frame.functions[function].evaluate(a.in(frame), b.in(frame));
    }

    private Real operand(Operand operand) {
        return switch (operand) {
            case Temp temp -> {
                int slot = slots.temp(temp);
                yield frame -> frame.temps[slot];
            }
            case Load load -> load(load);
            case LoadLabel(var from, var at) -> {
                int array = slots.array(from);
                Count place = slots.place(from, at);
                yield rounded(frame -> frame.ints[array][place.in(frame)]);
            }
            case Position(var value) -> rounded(slots.index(value));
            case Rows _ -> rounded(frame -> frame.rows);
            case Random random -> random(random);
        };
    }

    private Real load(Load load) {
        int array = slots.array(load.from());
        Count place = slots.place(load.from(), load.at());
        return isFloat
                ? frame -> frame.floats[array][place.in(frame)]
                : frame -> frame.doubles[array][place.in(frame)];
    }

    private Real rounded(Count whole) {
        return isFloat ? frame -> (float) whole.in(frame) : whole::in;
    }

    private Real random(Random random) {
        int function = slots.function(Functions.uniform(precision));
        int array = slots.array(random.keys());
        Count key = slots.place(random.keys(), Index.ZERO
                .plus(Extent.fixed(2 * random.stream())));
        Count row = slots.index(random.row());
        Count column = slots.index(random.column());
        return frame -> {
            int[] keys = frame.ints[array];
            int at = key.in(frame);
            return frame.functions[function].evaluate(keys[at], keys[at + 1], row.in(frame), column.in(frame));
        };
    }
}
