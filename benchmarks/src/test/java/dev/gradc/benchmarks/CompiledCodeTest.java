package dev.gradc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// C2 compiles every method that training runs, and what it compiled stays in use.
class CompiledCodeTest {
    @ParameterizedTest
    @CsvSource({"MLP, 2, 10", "DROPOUT, 1, 10", "TINY, 1, 3"})
    void everyMethodThatRunsIsCompiledByC2(TrainedCode.Kind kind, int threads, int fewest) {
        String line = Children.run(List.of(), TrainedCode.class.getName(),
                List.of(kind.name(), Integer.toString(threads)), List.of(), Map.of(), TrainedCode::isResult);
        assertThat(TrainedCode.rest(line)).as("methods that C2 has not compiled").isEmpty();
        assertThat(TrainedCode.compiled(line)).isGreaterThanOrEqualTo(fewest);
    }
}
