package dev.gradc.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Examples 4 to 7: numbers to 4 units in the last place of double.
class WorkedNumbersTest {
    private static final double[] PROBABILITIES = {0.015449315676073602, 0.6311633536047088, 0.3533873307192177};

    @ParameterizedTest
    @ValueSource(strings = {"class index", "one-hot", "from scores", "kl"})
    void crossEntropies(String name) {
        Predictions losses = Worked.model(new E04Losses()).predict(scores(3.2, 5.1, -1.7, -3.7, 1));
        double others = StrictMath.exp(3.2 - 5.1) + StrictMath.exp(-1.7 - 5.1) + StrictMath.exp(-3.7 - 5.1);
        assertThat(losses.get(name, 0, 0)).isCloseTo(StrictMath.log1p(others), offset(1e-15));
        assertThat(losses.get(name, 0, 0)).isCloseTo(0.14, offset(0.005));
    }

    @Test
    void squaredHingeAndBinary() {
        Predictions losses = Worked.model(new E04Losses()).predict(scores(3.2, 5.1, -1.7, -3.7, 1));
        double[] p = losses.row("softmax", 0);
        assertThat(p[0]).isCloseTo(0.13, offset(0.005));
        assertThat(p[1]).isCloseTo(0.87, offset(0.005));
        assertThat(p[2] + p[3]).isLessThan(0.005);
        double miss = 1 - p[1];
        assertThat(losses.get("squared", 0, 0))
                .isCloseTo((p[0] * p[0] + miss * miss + p[2] * p[2] + p[3] * p[3]) / 2, offset(1e-15));
        assertThat(losses.get("hinge", 0, 0)).isZero();
        double binary = StrictMath.log1p(StrictMath.exp(3.2)) + StrictMath.log1p(StrictMath.exp(-5.1))
                + StrictMath.log1p(StrictMath.exp(-1.7)) + StrictMath.log1p(StrictMath.exp(-3.7));
        assertThat(losses.get("binary", 0, 0)).isCloseTo(binary, offset(1e-14));
    }

    /// A slide has 3.5, which is −log of the rounded probability .03; exactly it is 3.6407.
    @Test
    void aWrongAnswerIsDear() {
        Predictions losses = Worked.model(new E04Losses()).predict(scores(5.8, 2.2, -1.6, 1.5, 1));
        assertThat(losses.get("class index", 0, 0)).isCloseTo(3.6407, offset(5e-5));
        assertThat(-StrictMath.log(0.03)).isCloseTo(3.5, offset(0.01));
    }

    @Test
    void lossesAreMeansOverTheBatch() {
        Model model = Worked.model(new E04Losses());
        DataSet two = ArrayDataSet.rows(2).reals("z", new double[]{3.2, 5.1, -1.7, -3.7, 5.8, 2.2, -1.6, 1.5}, 4)
                .labels("y", new int[]{1, 1}, 4).build();
        double first = model.predict(scores(3.2, 5.1, -1.7, -3.7, 1)).get("class index", 0, 0);
        double second = model.predict(scores(5.8, 2.2, -1.6, 1.5, 1)).get("class index", 0, 0);
        Worked.near(model.predict(two).get("class index", 0, 0), (first + second) / 2);
    }

    private static DataSet scores(double a, double b, double c, double d, int label) {
        return ArrayDataSet.rows(1).reals("z", new double[]{a, b, c, d}, 4).labels("y", new int[]{label}, 4).build();
    }

    @Test
    void softmaxClassifier() {
        Model model = Worked.model(new E05SoftmaxClassifier());
        DataSet row = ArrayDataSet.of(new double[][]{{-15, 22, -44, 56}}, new int[]{2}, 3);
        Predictions predictions = model.predict(row);
        relative(predictions.row("scores", 0), -2.85, 0.86, 0.28);
        relative(predictions.row("probabilities", 0), PROBABILITIES);
        Worked.near(model.loss(row), 1.0401905694301083);
        relative(predictions.row("hinge", 0), 1.58);
        relative(model.gradients(row).get("scores.bias"), PROBABILITIES[0], PROBABILITIES[1], -0.6466126692807823);
        // By input, then by class: the transpose of ∂L/∂W as it stands in Wx.
        relative(model.gradients(row).get("scores.weight"), -0.23173973514110402, -9.467450304070631,
                9.699190039211734, 0.3398849448736192, 13.885593779303592, -14.225478724177211, -0.6797698897472384,
                -27.771187558607185, 28.450957448354423, 0.8651616778601217, 35.34514780186369, -36.21030947972381);
    }

    /// W, x and b of the classifier are not exact in binary, which moves its scores by some units in the last place. With
    /// the scores given, all is within 4.
    @Test
    void softmaxClassifierFromItsScores() {
        Model model = Worked.model(new E05SoftmaxClassifier.Head());
        DataSet row = ArrayDataSet.of(new double[][]{{-2.85, 0.86, 0.28}}, new int[]{2}, 3);
        Predictions predictions = model.predict(row);
        Worked.near(predictions.row("probabilities", 0), PROBABILITIES);
        Worked.near(model.loss(row), 1.0401905694301083);
        Worked.near(predictions.row("hinge", 0), 1.58);
        Worked.near(model.gradients(row).get("shift"), PROBABILITIES[0], PROBABILITIES[1], -0.6466126692807823);
    }

    /// p = (.2, .3, .5) and class 1: the gradient by the scores is p − y.
    @Test
    void gradientOfProbabilities() {
        Model model = Worked.model(new E05SoftmaxClassifier.Head());
        double[] scores = {StrictMath.log(0.2), StrictMath.log(0.3), StrictMath.log(0.5)};
        DataSet row = ArrayDataSet.of(new double[][]{scores}, new int[]{1}, 3);
        Worked.near(model.gradients(row).get("shift"), 0.2, -0.7, 0.5);
    }

    private static void relative(double[] actual, double... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], offset(1e-14 * Math.abs(expected[i])));
        }
    }

    @Test
    void chanceLoss() {
        Model model = Worked.model(new E05SoftmaxClassifier());
        model.parameter("scores.weight", new double[12]);
        model.parameter("scores.bias", new double[3]);
        DataSet row = ArrayDataSet.of(new double[][]{{1, 2, 3, 4}}, new int[]{0}, 3);
        Worked.near(model.loss(row), 1.0986122886681098);
    }

    @Test
    void softmaxOfFive() {
        Predictions predictions = Worked.model(new E06Softmax()).predict(new double[][]{{7, 5, 2, -1, 3}});
        double[] rounded = {0.8615, 0.1166, 0.0058, 0.0003, 0.0158};
        for (String way : predictions.names()) {
            assertThat(predictions.row(way, 0)).containsExactly(rounded, offset(5e-5));
        }
        Predictions huge = Worked.model(new E06Softmax()).predict(new double[][]{{1000, 0, 0, 0, 999}});
        Worked.near(huge.get("written out", 0, 0), 1 / (1 + StrictMath.exp(-1)));
    }

    @Test
    void activationsAndTheirDerivatives() {
        double[] x = {-2, -0.5, 0, 0.5, 2};
        double[][] column = {{-2}, {-0.5}, {0}, {0.5}, {2}};
        Predictions table = Worked.model(new E07Activations()).predict(column);
        for (int row = 0; row < x.length; row++) {
            double sigmoid = 1 / (1 + StrictMath.exp(-x[row]));
            double tanh = StrictMath.tanh(x[row]);
            double exp = StrictMath.exp(x[row]);
            boolean right = x[row] > 0;
            check(table, row, "step", x[row] >= 0 ? 1 : 0, 0);
            check(table, row, "sigmoid", sigmoid, sigmoid * (1 - sigmoid));
            check(table, row, "tanh", tanh, 1 - tanh * tanh);
            check(table, row, "relu", right ? x[row] : 0, right ? 1 : 0);
            check(table, row, "leaky", right ? x[row] : 0.1 * x[row], right ? 1 : 0.1);
            check(table, row, "elu", right ? x[row] : 1.5 * (exp - 1), right ? 1 : 1.5 * exp);
        }
    }

    private static void check(Predictions table, int row, String name, double value, double derivative) {
        assertThat(table.get(name, row, 0)).as(name).isCloseTo(value, offset(1e-15));
        assertThat(table.get(name + "'", row, 0)).as("%s'", name).isCloseTo(derivative, offset(1e-15));
    }
}
