package dev.gradc.compiler.scalar;

import static dev.gradc.compiler.scalar.Sequence.Type.INT;
import static dev.gradc.compiler.scalar.Sequence.Type.MASK;
import static dev.gradc.compiler.scalar.Sequence.Type.REAL;

import dev.gradc.runtime.Precision;
import java.util.List;

/// A straight-line program over reals of one precision, integers of the same width, and masks. It has no branches and
/// each step is one exactly specified operation, so that every backend, vector or scalar, computes the same bits.
///
/// Values are numbered: the inputs first, from 0, then one value per step, in order.
///
/// @param name      the function's name, such as `exp`
/// @param precision the type of the reals; integers are 32 bits wide in `FLOAT` and 64 in `DOUBLE`
/// @param inputs    the types of the inputs
/// @param steps     the operations, each reading only inputs and earlier steps
/// @param result    the number of the value that the program returns
public record Sequence(String name, Precision precision, List<Type> inputs, List<Step> steps, int result) {

    /// What a value is. A mask is one truth value (a lane of a vector mask).
    public enum Type {
        REAL, INT, MASK
    }

    /// The operations. Reals are IEEE 754, rounded to nearest even; integers are two's complement and wrap around.
    public enum Operation {
        ADD(REAL, REAL, REAL), SUB(REAL, REAL, REAL), MUL(REAL, REAL, REAL), DIV(REAL, REAL, REAL), SQRT(REAL, REAL),
        /// `a·b + c`, rounded once.
        FMA(REAL, REAL, REAL, REAL),
        /// `Math.min`: NaN wins, −0 < +0.
        MIN(REAL, REAL, REAL),
        /// `Math.max`: NaN wins, −0 < +0.
        MAX(REAL, REAL, REAL),
        /// `a < b`; false when one is NaN, as `LE` and `EQ` are.
        LT(MASK, REAL, REAL), LE(MASK, REAL, REAL), EQ(MASK, REAL, REAL),
        /// Both masks, either mask.
        AND(MASK, MASK, MASK), OR(MASK, MASK, MASK),
        /// The second operand where the mask is true, else the third.
        SELECT(REAL, MASK, REAL, REAL),
        /// The same between integers.
        ISELECT(INT, MASK, INT, INT),
        /// The bits of a real (any NaN's payload may come), and the real of some bits.
        TO_BITS(INT, REAL), FROM_BITS(REAL, INT),
        IADD(INT, INT, INT), ISUB(INT, INT, INT), IAND(INT, INT, INT), IOR(INT, INT, INT), IXOR(INT, INT, INT),
        /// Shifts by a constant distance from 0 to the width less 1: left, right with zeros, right with the sign.
        SHL(INT, INT, INT), USHR(INT, INT, INT), SHR(INT, INT, INT);

        private final Type type;
        private final List<Type> operandTypes;

        Operation(Type type, Type... operandTypes) {
            this.type = type;
            this.operandTypes = List.of(operandTypes);
        }

        /// The type of what the operation gives.
        public Type type() {
            return type;
        }

        /// The types of its operands, in order.
        public List<Type> operandTypes() {
            return operandTypes;
        }
    }

    /// What a step reads.
    public sealed interface Operand {
        /// The value of that number: an input or an earlier step.
        record Ref(int value) implements Operand {
        }

        /// A real; one that is a float where the precision is `FLOAT`.
        record RealConstant(double value) implements Operand {
        }

        /// An integer; one that is an `int` where the precision is `FLOAT`.
        record IntConstant(long value) implements Operand {
        }
    }

    /// One operation on operands.
    public record Step(Operation operation, List<Operand> operands) {
        public Step {
            operands = List.copyOf(operands);
        }

        /// The type of the step's value.
        public Type type() {
            return operation.type();
        }
    }

    /// Checks that every step has the operands that its operation takes.
    ///
    /// @throws IllegalArgumentException naming the step that does not
    public Sequence {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        for (int i = 0; i < steps.size(); i++) {
            check(precision, inputs, steps, i);
        }
        if (result < 0 || result >= inputs.size() + steps.size()) {
            throw new IllegalArgumentException(name + " returns the value " + result + ", which it does not have");
        }
    }

    /// The type of the value of that number.
    public Type type(int value) {
        return type(inputs, steps, value);
    }

    private static Type type(List<Type> inputs, List<Step> steps, int value) {
        return value < inputs.size() ? inputs.get(value) : steps.get(value - inputs.size()).type();
    }

    private static void check(Precision precision, List<Type> inputs, List<Step> steps, int index) {
        Step step = steps.get(index);
        List<Type> expected = step.operation().operandTypes();
        boolean fits = step.operands().size() == expected.size();
        for (int i = 0; fits && i < expected.size(); i++) {
            fits = switch (step.operands().get(i)) {
                case Operand.Ref(int value) -> value >= 0 && value < inputs.size() + index
                        && type(inputs, steps, value) == expected.get(i) && !isDistance(step.operation(), i);
                case Operand.RealConstant(double value) -> expected.get(i) == REAL
                        && (precision == Precision.DOUBLE || Double.compare((float) value, value) == 0);
                case Operand.IntConstant(long value) -> expected.get(i) == INT
                        && (precision == Precision.DOUBLE || value == (int) value)
                        && (!isDistance(step.operation(), i) || value >= 0 && value < 8L * precision.bytes());
            };
        }
        if (!fits) {
            throw new IllegalArgumentException("Step " + index + " takes " + expected + ": " + step);
        }
    }

    private static boolean isDistance(Operation operation, int operand) {
        return operand == 1
                && (operation == Operation.SHL || operation == Operation.USHR || operation == Operation.SHR);
    }
}
