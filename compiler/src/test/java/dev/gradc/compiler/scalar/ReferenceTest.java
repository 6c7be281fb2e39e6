package dev.gradc.compiler.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.runtime.Precision;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The reference against a hundred digits.
class ReferenceTest {
    private static final MathContext DIGITS = new MathContext(60);

    @ParameterizedTest
    @EnumSource
    void isGoodToEightyFiveBits(TestedFunction function) {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 100; i++) {
            double x;
            do {
                x = function.drawX(random, Precision.DOUBLE);
            } while (Math.abs(x) < 1e-18 || Math.abs(x) > (function == TestedFunction.ERF ? 8 : 60));
            assertGood(function, x, function.drawY(x, random, Precision.DOUBLE));
        }
    }

    private static void assertGood(TestedFunction function, double x, double y) {
        if (Math.abs(y * StrictMath.log(Math.abs(x))) > 2000) {
            return;
        }
        BigDecimal expected = expected(function, new BigDecimal(x), new BigDecimal(y));
        Exact exact = function.exactly(x, y);
        BigDecimal two = exact.exponent() < 0 ? BigDecimal.ONE.divide(BigDecimal.TWO) : BigDecimal.TWO;
        BigDecimal actual = new BigDecimal(exact.value().hi()).add(new BigDecimal(exact.value().lo()))
                .multiply(two.pow(Math.abs(exact.exponent()), DIGITS), DIGITS);
        double error = actual.subtract(expected).divide(expected, DIGITS).doubleValue();
        assertThat(Math.abs(error)).as("%s(%s, %s)", function, x, y).isLessThan(0x1p-85);
    }

    private static BigDecimal expected(TestedFunction function, BigDecimal x, BigDecimal y) {
        return switch (function) {
            case EXP -> BigReference.exp(x);
            case LOG -> BigReference.log(x);
            case TANH -> BigReference.tanh(x);
            case LOGISTIC -> BigReference.logistic(x);
            case SOFTPLUS -> BigReference.softplus(x);
            case EXPM1 -> BigReference.expm1(x);
            case LOG1P -> BigReference.log1p(x);
            case ERF -> BigReference.erf(x);
            case POW -> BigReference.pow(x, y);
        };
    }

    @Test
    void anErrorIsCountedInUnitsOfTheExactNumbersBinade() {
        assertThat(Exact.of(DoubleDouble.of(1)).ulps(1 + 0x1p-52, Precision.DOUBLE)).isEqualTo(1);
        assertThat(Exact.of(DoubleDouble.of(1)).ulps(1 + 0x1p-23, Precision.FLOAT)).isEqualTo(1);
        assertThat(Exact.of(DoubleDouble.sum(1, -0x1p-60)).ulps(1 - 0x1p-53, Precision.DOUBLE))
                .isEqualTo(1 - 0x1p-7);
        assertThat(new Exact(DoubleDouble.of(1.5), -1074).ulps(Double.MIN_VALUE, Precision.DOUBLE)).isEqualTo(0.5);
        assertThat(new Exact(DoubleDouble.of(1.5), -149).ulps(0, Precision.FLOAT)).isEqualTo(1.5);
    }

    @Test
    void anInfiniteResultCountsAsTheNextPowerOfTwo() {
        assertThat(new Exact(DoubleDouble.of(1), 2000).ulps(Double.POSITIVE_INFINITY, Precision.DOUBLE)).isZero();
        assertThat(new Exact(DoubleDouble.of(1), 2000).ulps(Double.MAX_VALUE, Precision.DOUBLE)).isEqualTo(1);
        assertThat(new Exact(DoubleDouble.of(0x1.fffffep0), 127).ulps(Float.POSITIVE_INFINITY, Precision.FLOAT))
                .isEqualTo(1);
        assertThat(new Exact(DoubleDouble.of(1), 2000).ulps(Double.NEGATIVE_INFINITY, Precision.DOUBLE))
                .isGreaterThan(1e15);
    }
}
