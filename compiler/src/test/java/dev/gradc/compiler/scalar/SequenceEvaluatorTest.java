package dev.gradc.compiler.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.scalar.Sequence.Operand;
import dev.gradc.compiler.scalar.Sequence.Operation;
import dev.gradc.compiler.scalar.Sequence.Step;
import dev.gradc.compiler.scalar.Sequence.Type;
import dev.gradc.runtime.Precision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each operation against Java's own, on the values that tell roundings, signs of zero and widths apart.
class SequenceEvaluatorTest {
    private static final double[] REALS = {0.0, -0.0, 1, -1.5, 0x1.fffffep0, 0x1.000002p-24, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY, Double.NaN, Float.MIN_VALUE, Float.MAX_VALUE};
    private static final int[] INTS = {0, 1, -1, 0x7fffffff, 0x80000000, 0x12345678};

    @Test
    void floatArithmetic() {
        for (double a : REALS) {
            for (double b : REALS) {
                float x = (float) a;
                float y = (float) b;
                assertSame(x + y, floats(Operation.ADD, a, b));
                assertSame(x - y, floats(Operation.SUB, a, b));
                assertSame(x * y, floats(Operation.MUL, a, b));
                assertSame(x / y, floats(Operation.DIV, a, b));
                assertSame(Math.min(x, y), floats(Operation.MIN, a, b));
                assertSame(Math.max(x, y), floats(Operation.MAX, a, b));
                for (double c : REALS) {
                    assertSame(Math.fma(x, y, (float) c), floats(Operation.FMA, a, b, c));
                }
            }
            assertSame((float) Math.sqrt((float) a), floats(Operation.SQRT, a));
        }
    }

    @Test
    void doubleArithmetic() {
        for (double a : REALS) {
            for (double b : REALS) {
                assertSame(a + b, doubles(Operation.ADD, a, b));
                assertSame(a - b, doubles(Operation.SUB, a, b));
                assertSame(a * b, doubles(Operation.MUL, a, b));
                assertSame(a / b, doubles(Operation.DIV, a, b));
                assertSame(Math.min(a, b), doubles(Operation.MIN, a, b));
                assertSame(Math.max(a, b), doubles(Operation.MAX, a, b));
                for (double c : REALS) {
                    assertSame(Math.fma(a, b, c), doubles(Operation.FMA, a, b, c));
                }
            }
            assertSame(Math.sqrt(a), doubles(Operation.SQRT, a));
        }
    }

    @Test
    void comparisonsAndMasks() {
        for (double a : REALS) {
            for (double b : REALS) {
                assertThat(compared(Operation.LT, Operation.AND, a, b)).isEqualTo(a < b && !Double.isNaN(a));
                assertThat(compared(Operation.LE, Operation.AND, a, b)).isEqualTo(a <= b && !Double.isNaN(a));
                assertThat(compared(Operation.EQ, Operation.AND, a, b)).isEqualTo(a == b && !Double.isNaN(a));
                assertThat(compared(Operation.LT, Operation.OR, a, b)).isEqualTo(a < b || !Double.isNaN(a));
            }
        }
    }

    @Test
    void integersHaveThePrecisionsWidth() {
        for (int a : INTS) {
            for (int b : INTS) {
                assertInteger(Operation.IADD, a, b, a + b, (long) a + b);
                assertInteger(Operation.ISUB, a, b, a - b, (long) a - b);
                assertInteger(Operation.IAND, a, b, a & b, a & b);
                assertInteger(Operation.IOR, a, b, a | b, a | b);
                assertInteger(Operation.IXOR, a, b, a ^ b, a ^ b);
            }
            for (int distance = 0; distance < 32; distance++) {
                assertInteger(Operation.SHL, a, distance, a << distance, (long) a << distance);
                assertInteger(Operation.USHR, a, distance, a >>> distance, (long) a >>> distance);
                assertInteger(Operation.SHR, a, distance, a >> distance, (long) a >> distance);
            }
        }
    }

    @Test
    void theArgumentsMustFitTheInputs() {
        SequenceEvaluator exp = new SequenceEvaluator(FloatSequences.EXP);
        assertThatThrownBy(() -> exp.evaluate(1, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exp takes [REAL]");
        assertThatThrownBy(() -> exp.evaluate(1, 2, 3, 4)).isInstanceOf(IllegalArgumentException.class);
        SequenceEvaluator pow = new SequenceEvaluator(FloatSequences.POW);
        assertThatThrownBy(() -> pow.evaluate(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pow takes [REAL, REAL]");
        SequenceEvaluator uniform = new SequenceEvaluator(FloatSequences.UNIFORM);
        assertThatThrownBy(() -> uniform.evaluate(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> uniform.evaluate(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    /// Equal to the bit; NaN is equal to NaN.
    private static void assertSame(double expected, double actual) {
        assertThat(Double.valueOf(actual)).isEqualTo(Double.valueOf(expected));
    }

    private static float floats(Operation operation, double... operands) {
        return (float) arithmetic(Precision.FLOAT, operation, operands);
    }

    private static double doubles(Operation operation, double... operands) {
        return arithmetic(Precision.DOUBLE, operation, operands);
    }

    /// Operates on constants; the first one comes in as the input.
    private static double arithmetic(Precision precision, Operation operation, double... operands) {
        List<Operand> list = new ArrayList<>(List.of(new Operand.Ref(0)));
        for (int i = 1; i < operands.length; i++) {
            list.add(new Operand.RealConstant(precision == Precision.FLOAT ? (float) operands[i] : operands[i]));
        }
        Sequence f = new Sequence("f", precision, List.of(Type.REAL), List.of(new Step(operation, list)), 1);
        return new SequenceEvaluator(f).evaluate(precision == Precision.FLOAT ? (float) operands[0] : operands[0]);
    }

    /// (a compared with b) joined with (a = a), which is false for NaN.
    private static boolean compared(Operation comparison, Operation join, double a, double b) {
        Operand x = new Operand.Ref(0);
        Sequence f = new Sequence("f", Precision.DOUBLE, List.of(Type.REAL, Type.REAL),
                List.of(new Step(comparison, List.of(x, new Operand.Ref(1))), new Step(Operation.EQ, List.of(x, x)),
                        new Step(join, List.of(new Operand.Ref(2), new Operand.Ref(3))),
                        new Step(Operation.SELECT, List.of(new Operand.Ref(4), new Operand.RealConstant(1),
                                new Operand.RealConstant(0)))),
                5);
        return new SequenceEvaluator(f).evaluate(a, b) == 1;
    }

    private static void assertInteger(Operation operation, long a, long b, int narrow, long wide) {
        assertThat(Float.floatToRawIntBits((float) integer(Precision.FLOAT, operation, a, b)))
                .isEqualTo(Float.floatToRawIntBits(Float.intBitsToFloat(narrow)));
        assertThat(Double.doubleToRawLongBits(integer(Precision.DOUBLE, operation, a, b)))
                .isEqualTo(Double.doubleToRawLongBits(Double.longBitsToDouble(wide)));
    }

    /// The result as the real with its bits, chosen through a mask that the input makes true.
    private static double integer(Precision precision, Operation operation, long a, long b) {
        Operand x = new Operand.Ref(0);
        Sequence f = new Sequence("f", precision, List.of(Type.REAL),
                List.of(new Step(operation, List.of(new Operand.IntConstant(a), new Operand.IntConstant(b))),
                        new Step(Operation.EQ, List.of(x, x)),
                        new Step(Operation.ISELECT, List.of(new Operand.Ref(2), new Operand.Ref(1),
                                new Operand.IntConstant(0))),
                        new Step(Operation.FROM_BITS, List.of(new Operand.Ref(3)))),
                4);
        return new SequenceEvaluator(f).evaluate(1);
    }
}
