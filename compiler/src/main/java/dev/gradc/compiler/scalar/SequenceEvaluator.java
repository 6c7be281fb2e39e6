package dev.gradc.compiler.scalar;

import dev.gradc.compiler.scalar.Sequence.Operand;
import dev.gradc.compiler.scalar.Sequence.Operation;
import dev.gradc.compiler.scalar.Sequence.Step;
import dev.gradc.compiler.scalar.Sequence.Type;
import dev.gradc.runtime.Precision;
import java.util.ArrayList;
import java.util.List;

/// Executes one sequence, step by step, in its own precision: the definition of its bits.
///
/// An evaluator keeps its values between calls and allocates nothing, so it serves one thread at a time.
public final class SequenceEvaluator {
    private final Sequence sequence;
    private final boolean isFloat;
    private final Operation[] operations;
    /// The slots of each step's operands, three per step.
    private final int[] operands;
    /// One slot per value, then one per constant. A float stands here as the double it equals, a mask as 0 or 1.
    private final double[] reals;
    private final long[] integers;

    public SequenceEvaluator(Sequence sequence) {
        this.sequence = sequence;
        isFloat = sequence.precision() == Precision.FLOAT;
        int values = sequence.inputs().size() + sequence.steps().size();
        List<Operand> constants = new ArrayList<>();
        operations = new Operation[sequence.steps().size()];
        operands = new int[3 * operations.length];
        for (int i = 0; i < operations.length; i++) {
            Step step = sequence.steps().get(i);
            operations[i] = step.operation();
            for (int j = 0; j < step.operands().size(); j++) {
                operands[3 * i + j] = slot(step.operands().get(j), values, constants);
            }
        }
        reals = new double[values + constants.size()];
        integers = new long[values + constants.size()];
        for (int i = 0; i < constants.size(); i++) {
            switch (constants.get(i)) {
                case Operand.RealConstant(double value) -> reals[values + i] = value;
                case Operand.IntConstant(long value) -> integers[values + i] = value;
                case Operand.Ref ref -> throw new AssertionError(ref);
            }
        }
    }

    private static int slot(Operand operand, int values, List<Operand> constants) {
        if (operand instanceof Operand.Ref(int value)) {
            return value;
        }
        constants.add(operand);
        return values + constants.size() - 1;
    }

    /// The value of a function of one real. In `FLOAT` the argument must be a float's value, and the result is one.
    ///
    /// @throws IllegalArgumentException if the sequence does not take one real
    public double evaluate(double x) {
        expect(1, Type.REAL);
        reals[0] = x;
        return run();
    }

    /// The value of a function of two reals.
    ///
    /// @throws IllegalArgumentException if the sequence does not take two reals
    public double evaluate(double x, double y) {
        expect(2, Type.REAL);
        reals[0] = x;
        reals[1] = y;
        return run();
    }

    /// The value of a function of four integers, such as `uniform`.
    ///
    /// @throws IllegalArgumentException if the sequence does not take four integers
    public double evaluate(long a, long b, long c, long d) {
        expect(4, Type.INT);
        integers[0] = a;
        integers[1] = b;
        integers[2] = c;
        integers[3] = d;
        return run();
    }

    private void expect(int count, Type type) {
        List<Type> inputs = sequence.inputs();
        boolean fits = inputs.size() == count;
        for (int i = 0; fits && i < count; i++) {
            fits = inputs.get(i) == type;
        }
        if (!fits) {
            throw new IllegalArgumentException(sequence.name() + " takes " + inputs);
        }
    }

    private double run() {
        int first = sequence.inputs().size();
        for (int i = 0; i < operations.length; i++) {
            int a = operands[3 * i];
            int b = operands[3 * i + 1];
            int c = operands[3 * i + 2];
            switch (operations[i].type()) {
                case REAL -> reals[first + i] = real(operations[i], a, b, c);
                case INT, MASK -> integers[first + i] = integer(operations[i], a, b, c);
            }
        }
        return reals[sequence.result()];
    }

    /// A sum, product, quotient or root of floats, computed in double and rounded to float, is correctly rounded.
    private double real(Operation operation, int a, int b, int c) {
        return switch (operation) {
            case ADD -> round(reals[a] + reals[b]);
            case SUB -> round(reals[a] - reals[b]);
            case MUL -> round(reals[a] * reals[b]);
            case DIV -> round(reals[a] / reals[b]);
            case SQRT -> round(Math.sqrt(reals[a]));
            case FMA -> isFloat
                    ? Math.fma((float) reals[a], (float) reals[b], (float) reals[c])
                    : Math.fma(reals[a], reals[b], reals[c]);
            case MIN -> Math.min(reals[a], reals[b]);
            case MAX -> Math.max(reals[a], reals[b]);
            case SELECT -> integers[a] != 0 ? reals[b] : reals[c];
            case FROM_BITS -> isFloat ? Float.intBitsToFloat((int) integers[a]) : Double.longBitsToDouble(integers[a]);
            case LT, LE, EQ, AND, OR, ISELECT, TO_BITS, IADD, ISUB, IAND, IOR, IXOR, SHL, USHR, SHR ->
                throw new AssertionError(operation);
        };
    }

    private long integer(Operation operation, int a, int b, int c) {
        return switch (operation) {
            case LT -> reals[a] < reals[b] ? 1 : 0;
            case LE -> reals[a] <= reals[b] ? 1 : 0;
            case EQ -> reals[a] == reals[b] ? 1 : 0;
            case AND, IAND -> integers[a] & integers[b];
            case OR, IOR -> integers[a] | integers[b];
            case IXOR -> integers[a] ^ integers[b];
            case ISELECT -> integers[a] != 0 ? integers[b] : integers[c];
            case TO_BITS -> isFloat ? Float.floatToRawIntBits((float) reals[a]) : Double.doubleToRawLongBits(reals[a]);
            case IADD -> wrap(integers[a] + integers[b]);
            case ISUB -> wrap(integers[a] - integers[b]);
            case SHL -> wrap(integers[a] << integers[b]);
            case USHR -> isFloat ? (int) integers[a] >>> (int) integers[b] : integers[a] >>> integers[b];
            case SHR -> integers[a] >> integers[b];
            case ADD, SUB, MUL, DIV, SQRT, FMA, MIN, MAX, SELECT, FROM_BITS -> throw new AssertionError(operation);
        };
    }

    private double round(double value) {
        return isFloat ? (float) value : value;
    }

    private long wrap(long value) {
        return isFloat ? (int) value : value;
    }
}
