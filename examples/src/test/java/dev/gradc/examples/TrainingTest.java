package dev.gradc.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.gradc.data.DataSets;
import dev.gradc.data.DataSpec;
import dev.gradc.data.Loaded;
import dev.gradc.dsl.Network;
import dev.gradc.examples.E15Regularization.Means;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Predictions;
import dev.gradc.runtime.TrainingPlan;
import dev.gradc.runtime.TrainingResult;
import dev.gradc.runtime.TrainingResult.Reason;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Examples 14 to 16: descent, regularisation, capacity.
class TrainingTest {
    private static final DataSet CURVE = DataSets.curve().train();

    @Test
    void threeStepSizes() {
        double[] small = losses(E14GradientDescent.SMALL);
        double[] right = losses(E14GradientDescent.RIGHT);
        double[] large = losses(E14GradientDescent.LARGE);
        for (int epoch = 1; epoch < 20; epoch++) {
            assertThat(small[epoch]).isLessThan(small[epoch - 1]);
            assertThat(right[epoch]).isLessThan(right[epoch - 1]);
        }
        assertThat(right[19]).isLessThan(small[19]);
        assertThat(large[19]).isGreaterThan(2 * large[1]);
    }

    /// The mean loss of the first 20 epochs.
    private static double[] losses(double rate) {
        Network network = new E14GradientDescent(rate, TrainingPlan.FULL_BATCH);
        return Learnt.from(network, network.plan().withEpochs(20), CURVE, false).result().history().stream()
                .mapToDouble(epoch -> epoch.loss()).toArray();
    }

    @Test
    void descentStopsWhenTheLossNoLongerChanges() {
        Learnt learnt = Learnt.from(new E14GradientDescent(), CURVE);
        TrainingResult result = learnt.result();
        assertThat(result.reason()).isEqualTo(Reason.CONVERGED);
        int last = result.epochs() - 1;
        assertThat(Math.abs(result.history().get(last).loss() - result.history().get(last - 10).loss()))
                .isLessThan(1e-6);
        assertThat(learnt.loss(CURVE)).isCloseTo(leastSquares(CURVE)[2], offset(1e-4));
    }

    @Test
    void miniBatchesMakeMoreStepsOfAnEpoch() {
        Network all = new E14GradientDescent(0.1, TrainingPlan.FULL_BATCH);
        Network few = new E14GradientDescent(0.1, 10);
        Learnt slow = Learnt.from(all, all.plan().withEpochs(10), CURVE, false);
        Learnt fast = Learnt.from(few, few.plan().withEpochs(10), CURVE, false);
        assertThat(slow.result().steps()).isEqualTo(10);
        assertThat(fast.result().steps()).isEqualTo(200);
        assertThat(fast.loss(CURVE)).isLessThan(slow.loss(CURVE));
    }

    /// Intercept, slope, and the mean of half the squared error of the best line.
    static double[] leastSquares(DataSet rows) {
        int n = rows.size();
        double[] x = new double[n];
        double[] y = new double[n];
        double meanX = 0;
        double meanY = 0;
        for (int row = 0; row < n; row++) {
            rows.copy(0, row, x, row);
            rows.copy(1, row, y, row);
            meanX += x[row] / n;
            meanY += y[row] / n;
        }
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int row = 0; row < n; row++) {
            xy += (x[row] - meanX) * (y[row] - meanY);
            xx += (x[row] - meanX) * (x[row] - meanX);
            yy += (y[row] - meanY) * (y[row] - meanY);
        }
        double slope = xy / xx;
        return new double[]{meanY - slope * meanX, slope, (yy - slope * xy) / n / 2};
    }

    @Test
    void whatWeightsCost() {
        Predictions costs = Worked.model(new E15Regularization.Costs())
                .predict(ArrayDataSet.of(new double[][]{{1, 1, 1, 1}}));
        assertThat(costs.get("w1·x", 0, 0)).isEqualTo(costs.get("w2·x", 0, 0)).isEqualTo(1);
        assertThat(costs.get("L1 of w1", 0, 0)).isEqualTo(1);
        assertThat(costs.get("L1 of w2", 0, 0)).isEqualTo(1);
        assertThat(costs.get("L2 of w1", 0, 0)).isEqualTo(1);
        assertThat(costs.get("L2 of w2", 0, 0)).isEqualTo(0.25);
    }

    @Test
    void regularisationNarrowsTheGap() {
        Loaded data = DataSpec.parse(new E15Regularization().dataSpec().orElseThrow()).load();
        Map<Means, Double> gaps = new EnumMap<>(Means.class);
        for (Means means : Means.values()) {
            Learnt learnt = Learnt.from(new E15Regularization(means), data.train());
            gaps.put(means, learnt.loss(data.test().orElseThrow()) - learnt.loss(data.train()));
        }
        for (Means means : Means.values()) {
            if (means != Means.NONE) {
                assertThat(gaps.get(means)).as("%s of %s", means, gaps).isLessThan(0.9 * gaps.get(Means.NONE));
            }
        }
    }

    @Test
    void capacityHasAUShapedCurve() {
        DataSet few = DataSpec.parse(new E16Capacity().dataSpec().orElseThrow()).load().train();
        DataSet others = DataSets.curve(1000, 0.3, 1).train();
        int[] degrees = {0, 1, 3, 5, 9, 15};
        double[] train = new double[degrees.length];
        double[] test = new double[degrees.length];
        for (int i = 0; i < degrees.length; i++) {
            Learnt learnt = Learnt.from(new E16Capacity(degrees[i]), few);
            train[i] = learnt.loss(few);
            test[i] = learnt.loss(others);
            System.out.printf("degree %d: %.4f on the points learnt from, %.4f on others%n", degrees[i], train[i],
                    test[i]);
        }
        for (int i = 1; i < degrees.length; i++) {
            assertThat(train[i]).isLessThan(train[i - 1]);
        }
        double best = Math.min(test[2], test[3]);
        assertThat(test[0]).isGreaterThan(2 * best);
        assertThat(test[1]).isGreaterThan(1.5 * best);
        assertThat(test[5]).isGreaterThan(1.5 * best);
    }
}
