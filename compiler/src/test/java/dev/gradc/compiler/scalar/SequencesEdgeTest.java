package dev.gradc.compiler.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.runtime.Precision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Zeros and their signs, infinities, NaN, overflow and underflow: exact in both precisions.
class SequencesEdgeTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    @ParameterizedTest
    @EnumSource
    void exp(Precision precision) {
        assertValues(TestedFunction.EXP, precision, 0, 1, -0.0, 1, INFINITY, INFINITY, -INFINITY, 0, NAN, NAN);
        assertValues(TestedFunction.EXP, precision, least(precision), 1, -least(precision), 1, largest(precision),
                INFINITY, -largest(precision), 0);
        double overflow = precision == Precision.FLOAT ? 88.72283f : 709.782712893384;
        assertThat(value(TestedFunction.EXP, precision, overflow)).isFinite().isGreaterThan(largest(precision) * 0.99);
        assertValues(TestedFunction.EXP, precision, up(precision, overflow), INFINITY);
        double underflow = precision == Precision.FLOAT ? -103.97207641601562f : -745.1332191019411;
        assertValues(TestedFunction.EXP, precision, underflow, least(precision), -up(precision, -underflow), 0);
    }

    @ParameterizedTest
    @EnumSource
    void expm1(Precision precision) {
        assertValues(TestedFunction.EXPM1, precision, 0, 0, -0.0, -0.0, INFINITY, INFINITY, -INFINITY, -1, NAN, NAN);
        assertValues(TestedFunction.EXPM1, precision, largest(precision), INFINITY, -largest(precision), -1, -100, -1);
        assertOddAndLinearAtZero(TestedFunction.EXPM1, precision);
    }

    @ParameterizedTest
    @EnumSource
    void log(Precision precision) {
        assertValues(TestedFunction.LOG, precision, 1, 0, 0, -INFINITY, -0.0, -INFINITY, INFINITY, INFINITY, -INFINITY,
                NAN, NAN, NAN, -1, NAN, -least(precision), NAN);
        double ulp = precision == Precision.FLOAT ? Math.ulp(1f) : Math.ulp(1.0);
        assertValues(TestedFunction.LOG, precision, 1 + ulp, ulp * (1 - ulp / 2), 1 - ulp / 2, -ulp / 2);
    }

    @ParameterizedTest
    @EnumSource
    void log1p(Precision precision) {
        assertValues(TestedFunction.LOG1P, precision, 0, 0, -0.0, -0.0, -1, -INFINITY, INFINITY, INFINITY, -INFINITY,
                NAN, NAN, NAN, -1.5, NAN, -largest(precision), NAN);
        assertOddAndLinearAtZero(TestedFunction.LOG1P, precision);
    }

    @ParameterizedTest
    @EnumSource
    void tanh(Precision precision) {
        assertValues(TestedFunction.TANH, precision, 0, 0, -0.0, -0.0, INFINITY, 1, -INFINITY, -1, NAN, NAN, 100, 1,
                -100, -1);
        assertOddAndLinearAtZero(TestedFunction.TANH, precision);
    }

    @ParameterizedTest
    @EnumSource
    void logistic(Precision precision) {
        assertValues(TestedFunction.LOGISTIC, precision, 0, 0.5, -0.0, 0.5, INFINITY, 1, -INFINITY, 0, NAN, NAN, 800, 1,
                -800, 0, largest(precision), 1, -largest(precision), 0, least(precision), 0.5);
    }

    @ParameterizedTest
    @EnumSource
    void softplus(Precision precision) {
        assertValues(TestedFunction.SOFTPLUS, precision, INFINITY, INFINITY, -INFINITY, 0, NAN, NAN, 800, 800, -800, 0,
                largest(precision), largest(precision), -largest(precision), 0, 50, 50);
        double log2 = precision == Precision.FLOAT ? (float) StrictMath.log(2) : StrictMath.log(2);
        assertValues(TestedFunction.SOFTPLUS, precision, 0, log2, -0.0, log2);
    }

    @ParameterizedTest
    @EnumSource
    void erf(Precision precision) {
        assertValues(TestedFunction.ERF, precision, 0, 0, -0.0, -0.0, INFINITY, 1, -INFINITY, -1, NAN, NAN, 7, 1, -7,
                -1,
                least(precision), least(precision), -least(precision), -least(precision));
    }

    /// Each pair of special values, against the table of `Math.pow`.
    @ParameterizedTest
    @EnumSource
    void pow(Precision precision) {
        double top = precision == Precision.FLOAT ? 1 << 24 : 1L << 53;
        List<Double> values = new ArrayList<>(List.of(NAN));
        for (double positive : new double[]{0, 1, 2, 3, 4, 0.5, 1.5, INFINITY, least(precision), largest(precision),
            top, top - 1, top - 2, top + 2, top / 2, top / 2 - 1, top / 2 + 1, 1 + 2 / top, 1 - 1 / top,
            0x1p100, 0x1p-100}) {
            values.add(positive);
            values.add(-positive);
        }
        SequenceEvaluator pow = new SequenceEvaluator(TestedFunction.POW.sequence(precision));
        for (double x : values) {
            for (double y : values) {
                double expected = StrictMath.pow(x, y);
                double rounded = precision == Precision.FLOAT ? (float) expected : expected;
                double ulp = precision == Precision.FLOAT ? Math.ulp((float) expected) : Math.ulp(expected);
                double actual = pow.evaluate(x, y);
                boolean near = Math.abs(actual - rounded) <= ulp && rounded != 0 && Math.abs(rounded) != 1;
                if (!near) {
                    assertThat(Double.valueOf(actual)).as("pow(%s, %s)", x, y).isEqualTo(Double.valueOf(rounded));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPowerOfIntegersIsExactWhereItCanBe(Precision precision) {
        double top = precision == Precision.FLOAT ? 1 << 24 : 1L << 53;
        SequenceEvaluator pow = new SequenceEvaluator(TestedFunction.POW.sequence(precision));
        for (int x = -20; x <= 20; x++) {
            double power = 1;
            for (int y = 0; Math.abs(power) <= top && y < 60; y++) {
                assertThat(pow.evaluate(x, y)).as("pow(%s, %s)", x, y).isEqualTo(power);
                power *= x;
            }
        }
        assertThat(pow.evaluate(10, precision == Precision.FLOAT ? 10 : 22))
                .isEqualTo(precision == Precision.FLOAT ? 1e10 : 1e22);
    }

    @Test
    void theFirstPowerIsTheNumberItself() {
        SequenceEvaluator pow = new SequenceEvaluator(FloatSequences.POW);
        for (float x = 1e-44f; x < 1e38f; x *= 1.37f) {
            assertThat(pow.evaluate(x, 1)).isEqualTo(x);
            assertThat(pow.evaluate(-x, 1)).isEqualTo(-x);
        }
    }

    private static void assertOddAndLinearAtZero(TestedFunction function, Precision precision) {
        double normal = precision == Precision.FLOAT ? Float.MIN_NORMAL : Double.MIN_NORMAL;
        for (double x : new double[]{least(precision), 3 * least(precision), normal, normal * 1.5, normal * 8}) {
            assertValues(function, precision, x, x, -x, -x);
        }
    }

    /// Pairs of an argument and the value there, to the bit.
    private static void assertValues(TestedFunction function, Precision precision, double... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            assertThat(value(function, precision, pairs[i])).as("%s(%s)", function, pairs[i])
                    .isEqualTo(Double.valueOf(pairs[i + 1]));
        }
    }

    private static Double value(TestedFunction function, Precision precision, double x) {
        return new SequenceEvaluator(function.sequence(precision)).evaluate(x);
    }

    private static double least(Precision precision) {
        return precision == Precision.FLOAT ? Float.MIN_VALUE : Double.MIN_VALUE;
    }

    private static double largest(Precision precision) {
        return precision == Precision.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
    }

    private static double up(Precision precision, double x) {
        return precision == Precision.FLOAT ? Math.nextUp((float) x) : Math.nextUp(x);
    }
}
