package dev.gradc.examples;

import static dev.gradc.dsl.Network.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.gradc.data.DataSets;
import dev.gradc.data.TrainTest;
import dev.gradc.dsl.Initial;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Network;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.ParameterSpec;
import dev.gradc.runtime.Predictions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Examples 17, 19, 20 and 22: depth, joints, approximation.
class DepthTest {
    private static final int DEPTH = 20;
    private static final DataSet ROW = ArrayDataSet.rows(1)
            .reals("x", new SplittableRandom(1).doubles(E17GradientNorms.WIDTH, -1, 1).toArray(),
                    E17GradientNorms.WIDTH)
            .reals("y", new double[]{1}, 1).build();

    @Test
    void sigmoidGradientsVanishWithDepth() {
        double[] norms = norms(DEPTH, sigmoid(), glorotNormal());
        assertThat(norms[0] / norms[DEPTH - 1]).isLessThan(1e-8);
        assertThat(norms(2 * DEPTH, sigmoid(), glorotNormal())[0]).isLessThan(1e-8 * norms[0]);
    }

    @Test
    void largeWeightsMakeGradientsExplode() {
        assertThat(norms(DEPTH, relu(), normal(0, 0.8))[0]).isGreaterThan(1e6 * norms(2, relu(), normal(0, 0.8))[0]);
    }

    @Test
    void smallWeightsMakeGradientsVanish() {
        double[] norms = norms(DEPTH, relu(), normal(0, 0.1));
        assertThat(norms[0]).isLessThan(1e-4 * norms(2, relu(), normal(0, 0.1))[0]);
    }

    @Test
    void heInitialisationKeepsGradientsAlike() {
        double[] norms = norms(DEPTH, relu(), heNormal());
        for (double norm : norms) {
            assertThat(norm).isBetween(norms[DEPTH - 1] / 30, norms[DEPTH - 1] * 30);
        }
    }

    private static double[] norms(int depth, Layer activation, Initial weights) {
        E17GradientNorms network = new E17GradientNorms(depth, activation, weights);
        return network.gradientNorms(Worked.model(network), ROW);
    }

    /// ∂L/∂h¹ is ∂L/∂hᴸ times the Jacobians of all layers between them, hence no longer than the product of the norms.
    @Test
    void theGradientIsAProductOfJacobians() {
        int depth = 6;
        Model model = Worked.model(new E17GradientNorms(depth, tanh(), glorotNormal()));
        Predictions at = model.predict(ROW);
        double[] gradient = at.row("∂L/∂h" + depth, 0);
        double bound = E17GradientNorms.norm(gradient);
        for (int k = depth; k > 1; k--) {
            E17Jacobian jacobian = E17Jacobian.of(model, at, k);
            double before = E17GradientNorms.norm(gradient);
            gradient = jacobian.back(gradient);
            double spectral = jacobian.spectralNorm();
            assertThat(E17GradientNorms.norm(gradient)).isLessThanOrEqualTo(spectral * before * (1 + 1e-9));
            bound *= spectral;
            assertThat(gradient).containsExactly(at.row("∂L/∂h" + (k - 1), 0), offset(1e-15));
        }
        assertThat(E17GradientNorms.norm(gradient)).isLessThanOrEqualTo(bound);
    }

    @Test
    void theLineOfLeastSquares() {
        DataSet rows = DataSets.curve().train();
        double[] best = TrainingTest.leastSquares(rows);
        Learnt learnt = Learnt.from(new E19ShallowNetwork.Line(), rows);
        assertThat(learnt.model().parameter("line.bias")[0]).isCloseTo(best[0], offset(1e-4));
        assertThat(learnt.model().parameter("line.weight")[0]).isCloseTo(best[1], offset(1e-4));
        assertThat(learnt.loss(rows)).isCloseTo(best[2], offset(1e-6));
    }

    @Test
    void aShallowNetworkStageByStage() {
        double x = 0.9;
        Predictions stages = Worked.model(new E19ShallowNetwork()).predict(new double[][]{{x}});
        double y = E19ShallowNetwork.PHI[0];
        for (int d = 0; d < 3; d++) {
            double line = E19ShallowNetwork.THETA[d][0] + E19ShallowNetwork.THETA[d][1] * x;
            double clipped = Math.max(0, line);
            double weighted = E19ShallowNetwork.PHI[d + 1] * clipped;
            assertThat(stages.get("1. lines", 0, d)).isCloseTo(line, offset(1e-15));
            assertThat(stages.get("2. clipped at zero", 0, d)).isCloseTo(clipped, offset(1e-15));
            assertThat(stages.get("3. weighted", 0, d)).isCloseTo(weighted, offset(1e-15));
            y += weighted;
        }
        assertThat(stages.get("y", 0, 0)).isCloseTo(y, offset(1e-15));
    }

    @ParameterizedTest(name = "unit {0} joins at {1}")
    @CsvSource({"0, 0.3", "1, 0.5", "2, 0.7692307692307692"})
    void joints(int unit, double joint) {
        assertThat(E19ShallowNetwork.joint(unit)).isCloseTo(joint, offset(1e-15));
        Model model = Worked.model(new E19ShallowNetwork());
        double h = 0.01;
        double[][] around = {{joint - 2 * h}, {joint - h}, {joint + h}, {joint + 2 * h}};
        Predictions y = model.predict(around);
        double before = (y.get(1, 0) - y.get(0, 0)) / h;
        double after = (y.get(3, 0) - y.get(2, 0)) / h;
        double change = Math.abs(E19ShallowNetwork.PHI[unit + 1] * E19ShallowNetwork.THETA[unit][1]);
        assertThat(Math.abs(after - before)).isCloseTo(change, offset(1e-10));
        for (int d = 0; d < 3; d++) {
            double left = y.get("activation pattern", 1, d);
            double right = y.get("activation pattern", 2, d);
            assertThat(left != right).as("unit %s", d).isEqualTo(d == unit);
        }
    }

    @Test
    void errorFallsWithTheNumberOfUnits() {
        double before = Double.POSITIVE_INFINITY;
        for (int units : new int[]{4, 8, 16, 32, 64}) {
            double error = greatestError(units);
            assertThat(error).as("%s units", units).isLessThan(before / 2.5);
            before = error;
        }
        assertThat(before).isLessThan(2e-3);
    }

    /// By the piecewise linear network, of a sine on [0, 1].
    private static double greatestError(int units) {
        Model model = Worked
                .model(new E20UniversalApproximation.Interpolation(x -> StrictMath.sin(2 * StrictMath.PI * x), units));
        double error = 0;
        for (int i = 0; i <= 1000; i++) {
            double x = i / 1000.0;
            double y = model.predict(new double[]{x})[0];
            error = Math.max(error, Math.abs(y - StrictMath.sin(2 * StrictMath.PI * x)));
        }
        return error;
    }

    @Test
    void learntErrorFallsWithTheNumberOfUnits() {
        TrainTest curve = DataSets.curve(250, 0, 0);
        double one = Learnt.from(new E20UniversalApproximation(1), curve.train()).loss(curve.test());
        double five = Learnt.from(new E20UniversalApproximation(5), curve.train()).loss(curve.test());
        double fifty = Learnt.from(new E20UniversalApproximation(50), curve.train()).loss(curve.test());
        assertThat(five).isLessThan(one / 2);
        assertThat(fifty).isLessThan(five / 2).isLessThan(1e-3);
    }

    @ParameterizedTest(name = "{0} hidden layers: {1} parameters")
    @CsvSource({"1, 15208", "2, 15210", "3, 15235", "4, 15319"})
    void networksOfEqualSize(int layers, int parameters) {
        Model model = new E22DepthEfficiency(layers).compile();
        assertThat(model.program().parameters().stream().mapToInt(ParameterSpec::size).sum()).isEqualTo(parameters);
    }

    @Test
    void randomLabelsAreLearntByHeart() {
        DataSet rows = new E22DepthEfficiency().dataSet().orElseThrow().train();
        assertThat(rows.size()).isEqualTo(4000);
        Network network = new E22DepthEfficiency(2);
        Learnt learnt = Learnt.from(network, network.plan().withEpochs(5), rows, false);
        double first = learnt.result().history().getFirst().loss();
        assertThat(learnt.result().steps()).isEqualTo(5);
        assertThat(first).isGreaterThan(Math.log(10));
        assertThat(learnt.result().loss()).isLessThan(first);
    }
}
