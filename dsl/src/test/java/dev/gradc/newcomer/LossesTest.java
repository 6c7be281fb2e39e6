package dev.gradc.newcomer;

import static dev.gradc.dsl.Network.binaryCrossEntropy;
import static dev.gradc.dsl.Network.binaryCrossEntropyWithLogits;
import static dev.gradc.dsl.Network.crossEntropy;
import static dev.gradc.dsl.Network.crossEntropyWithLogits;
import static dev.gradc.dsl.Network.halfSquaredError;
import static dev.gradc.dsl.Network.hinge;
import static dev.gradc.dsl.Network.huber;
import static dev.gradc.dsl.Network.klDivergence;
import static dev.gradc.dsl.Network.mae;
import static dev.gradc.dsl.Network.mse;
import static dev.gradc.dsl.Network.pointwiseLoss;
import static dev.gradc.dsl.Network.sigmoid;
import static dev.gradc.dsl.Network.softmax;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class LossesTest {
    private interface LabelLoss {
        Tensor apply(Tensor x, Labels y);
    }

    private static double loss(BinaryOperator<Tensor> loss, int width, double[] prediction, double[] target) {
        Network network = new Network() {
            @Override
            protected void define() {
                loss(loss.apply(input("p", width), input("y", width)));
            }
        };
        return Evaluated.predicting(network, prediction.length / width, prediction, target).loss();
    }

    private static double labelled(LabelLoss loss, int width, int classes, double[] scores, double... labels) {
        Network network = new Network() {
            @Override
            protected void define() {
                loss(loss.apply(input("z", width), labels("y", classes)));
            }
        };
        return Evaluated.predicting(network, labels.length, scores, labels).loss();
    }

    @Test
    void regressionLossesAreMeansOverTheBatch() {
        double[] p = {1, 2, 5, 4};
        double[] y = {1.5, 2, 2, 4};
        assertThat(loss((a, b) -> halfSquaredError(a, b), 2, p, y)).isEqualTo((0.125 + 4.5) / 2);
        assertThat(loss((a, b) -> mse(a, b), 2, p, y)).isEqualTo(9.25 / 4);
        assertThat(loss((a, b) -> mae(a, b), 2, p, y)).isEqualTo(3.5 / 4);
        assertThat(loss((a, b) -> huber(a, b, 1), 2, p, y)).isEqualTo((0.125 + 2.5) / 4);
        assertThat(loss((a, b) -> pointwiseLoss(a, b, (q, t) -> q.minus(t).abs()), 2, p, y)).isEqualTo(3.5 / 2);
    }

    @Test
    void aColumnMeetsANumberForEachRow() {
        Network network = new Network() {
            @Override
            protected void define() {
                loss(mse(input("p", 1), input("y")));
            }
        };
        assertThat(Evaluated.predicting(network, 2, new double[]{1, 2}, new double[]{3, 2}).loss()).isEqualTo(2);
    }

    @Test
    void binaryCrossEntropyIsTheSameFromProbabilitiesAndFromLogits() {
        double[] z = {0.5, -2, 3};
        double expected = (-log(sigma(0.5)) - log(1 - sigma(-2)) - log(1 - sigma(3))) / 3;
        assertThat(labelled((x, y) -> binaryCrossEntropy(sigmoid(x), y), 1, 2, z, 1, 0, 0)).isCloseTo(expected,
                within(1e-14));
        assertThat(labelled((x, y) -> binaryCrossEntropyWithLogits(x, y), 1, 2, z, 1, 0, 0)).isCloseTo(expected,
                within(1e-14));
    }

    @Test
    void crossEntropyIsTheLecturesNumber() {
        double[] scores = {5.8, 2.2, -1.6, 1.5};
        assertThat(labelled((z, y) -> crossEntropy(softmax(z), y), 4, 4, scores, 1)).isCloseTo(3.6407, within(5e-5));
        assertThat(labelled((z, y) -> crossEntropyWithLogits(z, y), 4, 4, scores, 1)).isCloseTo(3.6407, within(5e-5));
        assertThat(loss((z, y) -> crossEntropy(softmax(z), y), 4, scores, new double[]{0, 1, 0, 0})).isCloseTo(3.6407,
                within(5e-5));
        assertThat(labelled((z, y) -> crossEntropy(softmax(z), y), 3, 3, new double[]{-2.85, 0.86, 0.28}, 2))
                .isCloseTo(1.0401905694301083, within(1e-15));
    }

    @Test
    void smoothedLabelsAreDistributions() {
        double[] p = {0.2, 0.3, 0.5};
        assertThat(labelled((x, y) -> crossEntropy(x, y.smoothed(0.3)), 3, 3, p, 2))
                .isCloseTo(-0.1 * log(0.2) - 0.1 * log(0.3) - 0.8 * log(0.5), within(1e-15));
    }

    @Test
    void klDivergenceTakesZeroTimesTheLogarithmOfZeroAsZero() {
        double[] p = {0.5, 0.5, 0};
        double[] q = {0.25, 0.5, 0.25};
        assertThat(loss((a, b) -> klDivergence(a, b), 3, p, q)).isCloseTo(0.5 * log(2), within(1e-15));
        assertThat(loss((a, b) -> klDivergence(a, b), 3, q, q)).isZero();
    }

    @Test
    void hingeIsForTwoClassesAndForSeveral() {
        assertThat(loss((a, b) -> hinge(a, b), 1, new double[]{0.25, -3}, new double[]{1, -1})).isEqualTo(0.375);
        assertThat(labelled((s, y) -> hinge(s, y), 3, 3, new double[]{-2.85, 0.86, 0.28}, 2)).isCloseTo(1.58,
                within(1e-15));
    }

    @Test
    void lossesFromLogitsNormalizeInTheLogarithm() {
        Network network = new Network() {
            @Override
            protected void define() {
                loss(crossEntropyWithLogits(input("z", 3), labels("y", 3)));
            }
        };
        assertThat(Graph.reachable(List.of(network.definition().loss().orElseThrow())))
                .anyMatch(value -> value.op() instanceof Op.LogSoftmax);
    }

    private static double sigma(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double log(double x) {
        return StrictMath.log(x);
    }
}
