package dev.gradc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.runtime.GradcException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    @Test
    void eachCaseIsMeasuredInProcessesOfItsOwn() {
        List<Result> results = new ArrayList<>();
        List<String> told = new ArrayList<>();
        new Bench(List.of(Case.named("tiny-train-b32"), Case.named("tiny-infer-b1")), List.of(1),
                List.of(Contender.GRADC), Path.of("none"), 2, 0.1, 0.05, 1, told::add).run(results::add);
        assertThat(results).extracting(r -> r.work().name()).containsExactly("tiny-train-b32", "tiny-infer-b1");
        assertThat(results).allSatisfy(result -> {
            assertThat(result.processes()).isEqualTo(2);
            assertThat(result.medianMicros()).isPositive();
            assertThat(result.gigaflops()).isPositive();
            assertThat(result.shareOfRoof()).isPositive();
            assertThat(result.roof().gigaflops()).isPositive();
        });
        assertThat(told).contains("tiny-train-b32, threads: 1, process 2 of 2");
    }

    @Test
    void aPeerThatIsMissingIsTold(@TempDir Path folder) {
        assertThatThrownBy(() -> new Bench(List.of(), List.of(1), List.of(Contender.named("TensorFlow")), folder, 1, 1,
                1, 0, _ -> {
                })).isInstanceOf(GradcException.class).hasMessageContaining("the peer tensorflow has not been built");
        assertThatThrownBy(() -> Contender.named("torch")).isInstanceOf(GradcException.class)
                .hasMessage("there is no peer torch; the peers are tensorflow, djl, onnxruntime, dl4j");
    }

    @Test
    void aProcessThatFailsIsTold() {
        assertThatThrownBy(() -> Children.run(List.of(), Measure.class.getName(), List.of("no.such.Engine"), List.of(),
                Map.of(), Measurement::isLine)).isInstanceOf(GradcException.class)
                .hasMessageStartingWith("the process of dev.gradc.benchmarks.Measure ended without a result: ");
    }
}
