package dev.gradc.compiler.scalar;

import dev.gradc.compiler.scalar.Sequence.Operand;
import dev.gradc.compiler.scalar.Sequence.Operand.IntConstant;
import dev.gradc.compiler.scalar.Sequence.Operand.RealConstant;
import dev.gradc.compiler.scalar.Sequence.Operand.Ref;
import dev.gradc.compiler.scalar.Sequence.Operation;
import dev.gradc.compiler.scalar.Sequence.Step;
import dev.gradc.compiler.scalar.Sequence.Type;
import dev.gradc.runtime.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes a [Sequence] as formulas: each method call on a value appends one step, and a step that is already there is
/// found again instead (value numbering).
final class SequenceBuilder {
    private final String name;
    private final Precision precision;
    private final List<Type> inputs = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<Step, Ref> numbers = new HashMap<>();

    SequenceBuilder(String name, Precision precision) {
        this.name = name;
        this.precision = precision;
    }

    /// The next input, a real. All inputs come before the first step.
    Real realInput() {
        return new Real(input(Type.REAL));
    }

    /// The next input, an integer.
    Int intInput() {
        return new Int(input(Type.INT));
    }

    /// A constant real; it must be one of the precision's.
    Real real(double value) {
        return new Real(new RealConstant(value));
    }

    /// A constant integer; bits above the precision's width are cut off.
    Int integer(long value) {
        return new Int(new IntConstant(precision == Precision.FLOAT ? (int) value : value));
    }

    /// The finished program, returning that value.
    Sequence returning(Real value) {
        if (value.operand instanceof Ref(int number)) {
            return new Sequence(name, precision, inputs, steps, number);
        }
        throw new IllegalArgumentException(name + " must return a computed value");
    }

    private Ref input(Type type) {
        if (!steps.isEmpty()) {
            throw new IllegalStateException("The inputs of " + name + " must come before its steps");
        }
        inputs.add(type);
        return new Ref(inputs.size() - 1);
    }

    private Ref step(Operation operation, Operand... operands) {
        return numbers.computeIfAbsent(new Step(operation, List.of(operands)), step -> {
            steps.add(step);
            return new Ref(inputs.size() + steps.size() - 1);
        });
    }

    /// A real value of the program under construction.
    final class Real {
        private final Operand operand;

        private Real(Operand operand) {
            this.operand = operand;
        }

        Real plus(Real b) {
            return new Real(step(Operation.ADD, operand, b.operand));
        }

        Real plus(double b) {
            return plus(real(b));
        }

        Real minus(Real b) {
            return new Real(step(Operation.SUB, operand, b.operand));
        }

        Real minus(double b) {
            return minus(real(b));
        }

        Real times(Real b) {
            return new Real(step(Operation.MUL, operand, b.operand));
        }

        Real times(double b) {
            return times(real(b));
        }

        Real dividedBy(Real b) {
            return new Real(step(Operation.DIV, operand, b.operand));
        }

        /// `this·b + c`, rounded once.
        Real fma(Real b, Real c) {
            return new Real(step(Operation.FMA, operand, b.operand, c.operand));
        }

        Real fma(double b, Real c) {
            return fma(real(b), c);
        }

        Real fma(Real b, double c) {
            return fma(b, real(c));
        }

        Real fma(double b, double c) {
            return fma(real(b), real(c));
        }

        /// `coefficients[0] + coefficients[1]·x + …` at this `x`: the first coefficient comes last, for the sake of
        /// the last bit.
        Real polynomial(Real square, double... coefficients) {
            double[] rest = Arrays.copyOfRange(coefficients, 1, coefficients.length);
            return fma(polynomialOfPairs(square, rest), coefficients[0]);
        }

        /// The same as a polynomial in `x²` of pairs `coefficients[i] + coefficients[i + 1]·x`, which is shorter in time.
        Real polynomialOfPairs(Real square, double... coefficients) {
            int last = coefficients.length - 1 & ~1;
            Real sum = pair(coefficients, last);
            for (int i = last - 2; i >= 0; i -= 2) {
                sum = sum.fma(square, pair(coefficients, i));
            }
            return sum;
        }

        private Real pair(double[] coefficients, int i) {
            return i + 1 < coefficients.length ? fma(coefficients[i + 1], coefficients[i]) : real(coefficients[i]);
        }

        Mask lessThan(Real b) {
            return new Mask(step(Operation.LT, operand, b.operand));
        }

        Mask lessThan(double b) {
            return lessThan(real(b));
        }

        Mask greaterThan(double b) {
            return real(b).lessThan(this);
        }

        Mask atMost(double b) {
            return new Mask(step(Operation.LE, operand, real(b).operand));
        }

        Mask equalTo(Real b) {
            return new Mask(step(Operation.EQ, operand, b.operand));
        }

        Mask equalTo(double b) {
            return equalTo(real(b));
        }

        Int bits() {
            return new Int(step(Operation.TO_BITS, operand));
        }
    }

    /// An integer value of the program under construction.
    final class Int {
        private final Operand operand;

        private Int(Operand operand) {
            this.operand = operand;
        }

        Int plus(Int b) {
            return new Int(step(Operation.IADD, operand, b.operand));
        }

        Int minus(Int b) {
            return new Int(step(Operation.ISUB, operand, b.operand));
        }

        Int and(Int b) {
            return new Int(step(Operation.IAND, operand, b.operand));
        }

        Int or(Int b) {
            return new Int(step(Operation.IOR, operand, b.operand));
        }

        Int xor(Int b) {
            return new Int(step(Operation.IXOR, operand, b.operand));
        }

        Int shiftLeft(int distance) {
            return new Int(step(Operation.SHL, operand, new IntConstant(distance)));
        }

        /// Shifts right, filling with zeros.
        Int shiftRight(int distance) {
            return new Int(step(Operation.USHR, operand, new IntConstant(distance)));
        }

        /// Shifts right, filling with the sign.
        Int shiftRightSigned(int distance) {
            return new Int(step(Operation.SHR, operand, new IntConstant(distance)));
        }

        /// The real that has these bits.
        Real asReal() {
            return new Real(step(Operation.FROM_BITS, operand));
        }
    }

    /// A truth value of the program under construction.
    final class Mask {
        private final Operand operand;

        private Mask(Operand operand) {
            this.operand = operand;
        }

        Mask and(Mask b) {
            return new Mask(step(Operation.AND, operand, b.operand));
        }

        Mask or(Mask b) {
            return new Mask(step(Operation.OR, operand, b.operand));
        }

        Real select(Real yes, Real no) {
            return new Real(step(Operation.SELECT, operand, yes.operand, no.operand));
        }

        Real select(double yes, Real no) {
            return select(real(yes), no);
        }

        Real select(Real yes, double no) {
            return select(yes, real(no));
        }

        Int select(Int yes, Int no) {
            return new Int(step(Operation.ISELECT, operand, yes.operand, no.operand));
        }
    }
}
