package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.Compiler.Backend;
import dev.gradc.compiler.check.Report;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Tensor;
import dev.gradc.dsl.Tensors;
import dev.gradc.gradcheck.GradientCheck;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Precision;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Derivatives as compiled programs compute them.
class CompiledGradientsTest {
    private static final Layer SWISH = x -> x.map(a -> a.times(a.sigmoid()));

    @ParameterizedTest
    @EnumSource(Backend.class)
    void everyBackendGivesTheDerivativesOfTheGraph(Backend backend) {
        for (Precision precision : Precision.values()) {
            Report report = GradientCheck.of(SWISH, 3).order(2).on(precision, backend).check();
            assertThat(report.passes()).as(report.text()).isTrue();
            assertThat(report.elements()).hasSize(30);
        }
    }

    @Test
    void thePointIsTheCallers() {
        Report report = GradientCheck.of(Tensor::square, 1).rows(1).on(Precision.FLOAT, Backend.BYTECODE)
                .at(Map.of("x", new double[]{0.1}, "cotangent", new double[]{1})).check();
        assertThat(report.elements()).singleElement().satisfies(element -> {
            assertThat(element.derived()).isEqualTo(0.2f);
            assertThat(element.dual()).isEqualTo(2 * (double) 0.1f);
        });
    }

    /// A backward pass that does not fit is compiled as it was written: that is for the check without a program to find.
    @Test
    void whatIsDerivedWronglyIsComputedRightly() {
        GradientCheck wrong = GradientCheck.of((Layer) x -> Tensors.custom("wrong", x, a -> a.times(a), (a, _, g) -> g),
                2);
        assertThat(wrong.check().passes()).isFalse();
        assertThat(wrong.on(Precision.FLOAT, Backend.BYTECODE).check().passes()).isTrue();
    }

    @Test
    void anEmptyBatchIsRefused() {
        assertThatThrownBy(() -> GradientCheck.of(SWISH, 3).rows(0).on(Precision.FLOAT, Backend.BYTECODE).check())
                .isInstanceOf(GradcException.class).hasMessageContaining("at least 1 row");
    }
}
