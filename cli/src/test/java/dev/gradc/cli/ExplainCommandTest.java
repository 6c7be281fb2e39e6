package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"graph", "gradient", "math", "fused", "loops", "memory", "source", "bytecode"})
    void eachStageCanBeShown(String stage) {
        Path model = Models.classifier(folder, "Moons", 2, 2, "");
        Run one = Run.gradc("explain", model, "--stage", stage);
        assertThat(one.code()).as(one.err()).isZero();
        assertThat(one.out()).isNotBlank().isEqualTo(Run.gradc("explain", model, "--stage", stage).out());
        assertThat(Run.gradc("explain", model).out()).contains("=== " + stage, one.out().strip());
    }

    @Test
    void theGradientsReadAsOnPaper() {
        Run run = Run.gradc("explain", Models.classifier(folder, "Moons", 2, 2, ""), "--stage", "math");
        assertThat(run.out()).contains("∂loss/∂z2 = softmax(z2) − y");
    }

    @Test
    void aKernelComputesWhatIsFusedIntoIt() {
        Run run = Run.gradc("explain", Models.classifier(folder, "Moons", 2, 2, ""), "--stage", "fused");
        assertThat(run.out()).contains("train.z1 × rows: x, affine1.weight, affine1.bias → z1");
    }

    @Test
    void anUnknownStageIsTold() {
        Run run = Run.gradc("explain", Models.classifier(folder, "Moons", 2, 2, ""), "--stage", "magic");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("gradc: there is no stage magic: name one of graph, ").hasLineCount(1);
    }
}
