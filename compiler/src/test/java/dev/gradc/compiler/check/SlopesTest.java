package dev.gradc.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.compiler.interp.ReferenceFunctions;
import dev.gradc.compiler.scalar.Fn;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The witness's own table of derivatives.
class SlopesTest {
    private static final double[] POINTS = {-3.1, -0.7, -0.01, 0.3, 0.6, 1.9, 4.3};

    @ParameterizedTest
    @EnumSource
    void functionsAgreeWithDifferencesOfTheirValues(Fn function) {
        for (double x : POINTS) {
            boolean outside = function == Fn.LOG && x <= 0 || function == Fn.LOG1P && x <= -1;
            if (!outside) {
                Slopes slopes = Slopes.call(function, x);
                assertThat(slopes.value()).isEqualTo(ReferenceFunctions.apply(function, x));
                near(slopes.a(), difference(at -> Slopes.call(function, at).value(), x));
                near(slopes.aa(), difference(at -> Slopes.call(function, at).a(), x));
            }
        }
    }

    /// Values to 60 digits, rounded.
    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({"LOGISTIC, 35, 6.305116760146981e-16, -6.305116760146973e-16",
        "LOGISTIC, -35, 6.305116760146981e-16, 6.305116760146973e-16",
        "LOGISTIC, 700, 9.85967654375977e-305, -9.85967654375977e-305",
        "LOGISTIC, 2, 0.10499358540350652, -0.07996250105615306",
        "TANH, 20, 1.6993417021166355e-17, -3.398683404233271e-17",
        "TANH, 300, 1.0601586212017243e-260, -2.1203172424034486e-260",
        "TANH, 0.5, 0.7864477329659274, -0.7268619813835873",
        "SOFTPLUS, -700, 9.85967654375977e-305, 9.85967654375977e-305"})
    void theyKeepTheirAccuracyFarOut(Fn function, double x, double slope, double curvature) {
        assertThat(Slopes.call(function, x).a()).isCloseTo(slope, within(4 * Math.ulp(slope)));
        assertThat(Slopes.call(function, x).aa()).isCloseTo(curvature, within(4 * Math.ulp(curvature)));
    }

    @ParameterizedTest
    @CsvSource({"0.7, 1.3", "2.5, -0.4", "1.1, 3", "0.2, 2"})
    void operationsAgreeWithDifferencesOfTheirValues(double a, double b) {
        agrees(Slopes::sum, a, b);
        agrees(Slopes::difference, a, b);
        agrees(Slopes::product, a, b);
        agrees(Slopes::quotient, a, b);
        agrees(Slopes::power, a, b);
        agrees(Slopes::smaller, a, b);
        agrees(Slopes::larger, a, b);
        agrees((x, _) -> Slopes.squareRoot(x), a, b);
        agrees((x, _) -> Slopes.absolute(x), a, b);
        agrees((x, _) -> Slopes.negation(x), a, b);
    }

    @Test
    void kinksHaveTheDocumentedSubgradient() {
        assertThat(Slopes.absolute(0).a()).isZero();
        assertThat(Slopes.absolute(-0.0).a()).isZero();
        assertThat(Slopes.larger(2, 2)).extracting(Slopes::a, Slopes::b).containsExactly(0.5, 0.5);
        assertThat(Slopes.smaller(2, 2)).extracting(Slopes::a, Slopes::b).containsExactly(0.5, 0.5);
    }

    @Test
    void aPowerWithAFixedExponentIsSmoothAtZero() {
        assertThat(Slopes.power(0, 2)).extracting(Slopes::a, Slopes::aa).containsExactly(0.0, 2.0);
        assertThat(Slopes.power(0, 1)).extracting(Slopes::a, Slopes::aa).containsExactly(1.0, 0.0);
        assertThat(Slopes.power(0, 0)).extracting(Slopes::a, Slopes::aa).containsExactly(0.0, 0.0);
    }

    private interface Operation {
        Slopes at(double a, double b);
    }

    private static void agrees(Operation operation, double a, double b) {
        Slopes slopes = operation.at(a, b);
        near(slopes.a(), difference(x -> operation.at(x, b).value(), a));
        near(slopes.b(), difference(y -> operation.at(a, y).value(), b));
        near(slopes.aa(), difference(x -> operation.at(x, b).a(), a));
        near(slopes.ab(), difference(y -> operation.at(a, y).a(), b));
        near(slopes.bb(), difference(y -> operation.at(a, y).b(), b));
    }

    private static void near(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
    }

    private static double difference(DoubleUnaryOperator f, double x) {
        double h = 1e-3;
        return (8 * (f.applyAsDouble(x + h) - f.applyAsDouble(x - h))
                - (f.applyAsDouble(x + 2 * h) - f.applyAsDouble(x - 2 * h))) / (12 * h);
    }
}
