package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.runtime.InputSpec.Kind.Distribution;
import dev.gradc.runtime.InputSpec.Kind.Label;
import dev.gradc.runtime.InputSpec.Kind.Real;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
    /// The model's answer is its input, so that the data says both what is right and what is answered.
    private static Model echo(int width, InputSpec.Kind target, List<Integer> shape) {
        return new Model(EchoProgram.of(Precision.FLOAT, width, target, shape, false));
    }

    @Test
    void classesAreCountedInAConfusionMatrix() {
        ArrayDataSet data = ArrayDataSet.of(
                new float[][]{{3, 1, 2}, {0, 5, 1}, {0, 5, 1}, {1, 2, 9}, {4, 4, 0}}, new int[]{0, 1, 2, 2, 1}, 3);
        Evaluation evaluation = Metrics.evaluate(echo(3, new Label(3), List.of()), data);
        assertThat(evaluation.rows()).isEqualTo(5);
        assertThat(evaluation.accuracy()).hasValue(0.6);
        assertThat(evaluation.classification().orElseThrow().confusion()).containsExactly(List.of(1, 0, 0),
                List.of(1, 1, 0), List.of(0, 1, 1));
        assertThat(evaluation.regression()).isEmpty();
    }

    @Test
    void distributionsAreClassesToo() {
        ArrayDataSet data = ArrayDataSet.of(new float[][]{{3, 1}, {0, 5}, {0, 5}},
                new float[][]{{0.9f, 0.1f}, {0, 1}, {1, 0}});
        Evaluation evaluation = Metrics.evaluate(echo(2, new Distribution(), List.of(2)), data);
        assertThat(evaluation.classification().orElseThrow().confusion()).containsExactly(List.of(1, 1), List.of(0, 1));
    }

    @Test
    void oneNumberIsClassOneFromTheThresholdOn() {
        ArrayDataSet data = ArrayDataSet.of(new float[][]{{0.5f}, {0.4f}, {0.9f}, {-1}}, new int[]{1, 1, 0, 0}, 2);
        Model model = echo(1, new Real(), List.of());
        assertThat(Metrics.evaluate(model, data).classification().orElseThrow().confusion())
                .containsExactly(List.of(1, 1), List.of(1, 1));
        model.metadata(Metadata.NONE.withProperty(Metadata.THRESHOLD, "0"));
        assertThat(Metrics.evaluate(model, data).classification().orElseThrow().confusion())
                .containsExactly(List.of(1, 1), List.of(0, 2));
        model.metadata(Metadata.NONE.withProperty(Metadata.THRESHOLD, "half"));
        assertThatThrownBy(() -> Metrics.evaluate(model, data)).isInstanceOf(GradcException.class)
                .hasMessage("the model's threshold is \"half\", which is not a number");
    }

    @Test
    void numbersAreMeasuredByTheirDistances() {
        ArrayDataSet data = ArrayDataSet.of(new double[][]{{1, 0}, {2, 0}, {4, 3}},
                new double[][]{{1, 1}, {3, 0}, {5, 2}});
        Evaluation.Regression regression = Metrics.evaluate(echo(2, new Real(), List.of(2)), data).regression()
                .orElseThrow();
        assertThat(regression.mae()).isCloseTo(4.0 / 6, within(1e-15));
        assertThat(regression.mse()).isCloseTo(4.0 / 6, within(1e-15));
        // About the columns' means 3 and 1 the targets' squares are 4 + 0 + 4 and 0 + 1 + 1.
        assertThat(regression.r2()).isCloseTo(1 - 4.0 / 10, within(1e-15));
        ArrayDataSet constant = ArrayDataSet.of(new double[][]{{1}}, new double[][]{{1}});
        assertThat(Metrics.evaluate(echo(1, new Real(), List.of()), constant).regression().orElseThrow().r2()).isNaN();
    }

    @Test
    void nothingIsMeasuredWhereAnswerAndTargetDiffer() {
        ArrayDataSet data = ArrayDataSet.of(new double[][]{{1, 0}}, new double[][]{{1, 1, 1}});
        Evaluation evaluation = Metrics.evaluate(echo(2, new Real(), List.of(3)), data);
        assertThat(evaluation.classification()).isEmpty();
        assertThat(evaluation.regression()).isEmpty();
        assertThat(evaluation.accuracy()).isEmpty();
        assertThat(evaluation.loss()).hasValue(1);
    }

    @Test
    void theLossIsTheMeanOverRowsAndBatches() {
        Model model = new Model(LinearProgram.of(Precision.DOUBLE, 2));
        model.initialize(1);
        ArrayDataSet data = LinearProgram.data(1_000, 2);
        Evaluation evaluation = Metrics.evaluate(model, data);
        assertThat(evaluation.loss().orElseThrow()).isCloseTo(model.loss(data), within(1e-12));
        assertThat(evaluation.regression().orElseThrow().mse()).isCloseTo(2 * model.loss(data), within(1e-12));
    }

    @Test
    void aModelWithoutPredictionsHasALossAlone() {
        Program echo = EchoProgram.of(Precision.FLOAT, 2, new Real(), List.of(), false);
        Model model = new Model(new Program(echo.name(), echo.precision(), echo.arrays(), echo.kernels(),
                echo.entries().stream().filter(e -> !e.name().equals(Program.PREDICT)).toList(), echo.inputs(),
                List.of(), List.of(), List.of(), 0, Scratch.of(0), echo.code()));
        ArrayDataSet data = ArrayDataSet.rows(1).reals("features", new float[]{1, 2}, 2)
                .reals("price", new float[]{3}, 1).build();
        Evaluation evaluation = Metrics.evaluate(model, data);
        assertThat(evaluation.loss()).hasValue(1);
        assertThat(evaluation.classification()).isEmpty();
        assertThat(evaluation.regression()).isEmpty();
    }
}
