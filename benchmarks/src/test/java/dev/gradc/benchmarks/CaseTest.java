package dev.gradc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.benchmarks.Case.Hidden;
import dev.gradc.benchmarks.Case.Update;
import dev.gradc.benchmarks.Roof.Bound;
import dev.gradc.benchmarks.Roof.Limit;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseTest {
    /// What other libraries compute from the same weights and data.
    @ParameterizedTest
    @CsvSource({"mlp-train-b64, 1.868436", "tiny-train-b32, 0.689170", "mlp-infer-b1, 5.098018",
        "wide-infer-b1, 5.733214", "tiny-infer-b1, 0.453459", "tiny-infer-b256, 0.453459"})
    void gradcComputesWhatOthersDo(String name, double check) throws Exception {
        Measurement measured = Measure.measure(new GradcEngine(), Case.named(name), 1, 0, 1e-3);
        assertThat(measured.check()).isCloseTo(check, within(1e-6));
        assertThat(measured.medianMicros()).isGreaterThanOrEqualTo(measured.minMicros()).isPositive();
        assertThat(measured.runs()).isPositive();
    }

    @Test
    void theTwoTransposesAreOne() {
        Case work = Case.of(List.of(2, 3), 1, true, Hidden.RELU, Update.SGD);
        float[] weights = work.weights(0);
        assertThat(work.weightsTransposed(0)).containsExactly(weights[0], weights[3], weights[1], weights[4],
                weights[2], weights[5]);
    }

    @Test
    void operationsAndBytesAreThoseOfTheProducts() {
        Case train = Case.of(List.of(30, 20, 10), 5, true, Hidden.TANH, Update.ADAM);
        assertThat(train.name()).isEqualTo("30-20-10-train-b5-tanh-adam");
        assertThat(train.operations()).isEqualTo(2.0 * 5 * (2 * 600 + 3 * 200));
        assertThat(train.parameterBytes()).isEqualTo(4.0 * (31 * 20 + 21 * 10));
        Case infer = Case.of(List.of(30, 20, 10), 5, false, Hidden.RELU, Update.SGD);
        assertThat(infer.name()).isEqualTo("30-20-10-infer-b5");
        assertThat(infer.operations()).isEqualTo(2.0 * 5 * (600 + 200));
        assertThat(infer.bytes()).isEqualTo(infer.parameterBytes() + 4.0 * 5 * 30);
    }

    @Test
    void theRoofIsTheSlowerOfOperationsAndBytes() {
        Roof roof = new Roof(100, 400, 200, 100, 10);
        Case small = Case.of(List.of(10, 10), 1, false, Hidden.RELU, Update.SGD);
        assertThat(roof.micros(small)).isEqualTo(200 / 100 * 1e-3);
        Case large = Case.of(List.of(1000, 1000), 1, false, Hidden.RELU, Update.SGD);
        assertThat(roof.micros(large)).isEqualTo(large.bytes() / 100 * 1e-3);
        assertThat(Roof.parse(roof.line())).isEqualTo(roof);
    }

    @Test
    void aBoundNamesWhatItComesFrom() {
        Roof roof = new Roof(100, 400, 200, 100, 10);
        assertThat(roof.bound(1e6, 100, 100)).isEqualTo(new Bound(10, Limit.ARITHMETIC));
        assertThat(roof.bound(0, 4e3, 4e3)).isEqualTo(new Bound(0.01, Limit.L1));
        assertThat(roof.bound(0, 4e5, 4e5)).isEqualTo(new Bound(2, Limit.L2));
        assertThat(roof.bound(0, 1e7, 1e7)).isEqualTo(new Bound(100, Limit.L3));
        assertThat(roof.bound(0, 1e8, 1e8)).isEqualTo(new Bound(10_000, Limit.MEMORY));
        assertThat(roof.in(Precision.DOUBLE)).isEqualTo(new Roof(50, 400, 200, 100, 10));
        assertThat(roof.in(Precision.FLOAT)).isEqualTo(roof);
    }

    @Test
    void wrongCasesAreTold() {
        assertThatThrownBy(() -> Case.named("mlp")).isInstanceOf(GradcException.class)
                .hasMessageStartingWith("there is no case mlp; the cases are mlp-train-b64, ");
        assertThatThrownBy(() -> Case.of(List.of(3), 1, true, Hidden.RELU, Update.SGD))
                .isInstanceOf(GradcException.class).hasMessageContaining("must be two or more");
        assertThatThrownBy(() -> Case.of(List.of(3, 4), 0, true, Hidden.RELU, Update.SGD))
                .isInstanceOf(GradcException.class).hasMessage("the batch is 0, but must be at least 1");
    }
}
