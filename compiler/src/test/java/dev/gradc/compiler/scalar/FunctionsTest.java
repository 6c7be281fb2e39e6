package dev.gradc.compiler.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.runtime.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which constant stands for which formula.
class FunctionsTest {
    @ParameterizedTest
    @EnumSource
    void eachFunctionHasTheSequenceOfItsFormula(Fn function) {
        for (Precision precision : Precision.values()) {
            assertThat(Functions.of(function, precision))
                    .isEqualTo(TestedFunction.valueOf(function.name()).sequence(precision));
        }
    }

    @ParameterizedTest
    @EnumSource
    void powersAndRandomNumbersHaveTheirs(Precision precision) {
        assertThat(Functions.pow(precision)).isEqualTo(TestedFunction.POW.sequence(precision));
        assertThat(Functions.uniform(precision)).isEqualTo(RandomSequences.uniform(precision));
    }

    @ParameterizedTest
    @EnumSource
    void aSequenceIsOfThePrecisionAskedFor(Precision precision) {
        assertThat(Functions.of(Fn.EXP, precision).precision()).isEqualTo(precision);
        assertThat(Functions.pow(precision).precision()).isEqualTo(precision);
        assertThat(Functions.uniform(precision).precision()).isEqualTo(precision);
    }
}
