package dev.gradc.compiler.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.runtime.Precision;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A hundred thousand arguments of each function, half of them floats, against about 95 bits. All floats are the
/// campaign's: see docs/functions.md.
class SequencesAccuracyTest {
    private static final int ARGUMENTS = 50_000;

    @ParameterizedTest
    @EnumSource
    void theErrorStaysBelowOneUnitInTheLastPlace(TestedFunction function) throws ReflectiveOperationException {
        for (Precision precision : Precision.values()) {
            DoubleBinaryOperator compiled = SequenceJavac.compile(function.sequence(precision));
            SplittableRandom random = new SplittableRandom(1);
            WorstError worst = WorstError.NONE;
            for (int i = 0; i < ARGUMENTS; i++) {
                double x = function.drawX(random, precision);
                double y = function.drawY(x, random, precision);
                double ulps = function.exactly(x, y).ulps(compiled.applyAsDouble(x, y), precision);
                worst = worst.and(ulps, x, y);
            }
            assertThat(worst.ulps()).as("%s %s %s", function, precision, worst).isBetween(0.4, 1.0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEvaluatorGivesTheBitsOfCompiledJava(TestedFunction function) throws ReflectiveOperationException {
        for (Precision precision : Precision.values()) {
            DoubleBinaryOperator compiled = SequenceJavac.compile(function.sequence(precision));
            SequenceEvaluator evaluator = new SequenceEvaluator(function.sequence(precision));
            SplittableRandom random = new SplittableRandom(2);
            for (int i = 0; i < 2_000; i++) {
                double x = function.drawX(random, precision);
                double y = function.drawY(x, random, precision);
                double value = function.isUnary() ? evaluator.evaluate(x) : evaluator.evaluate(x, y);
                assertThat(Double.valueOf(value)).as("%s(%s, %s)", function, x, y)
                        .isEqualTo(Double.valueOf(compiled.applyAsDouble(x, y)));
            }
        }
    }
}
