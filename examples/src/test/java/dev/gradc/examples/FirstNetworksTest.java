package dev.gradc.examples;

import static dev.gradc.dsl.Network.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.gradc.compiler.Compiler;
import dev.gradc.data.DataSets;
import dev.gradc.data.TrainTest;
import dev.gradc.dsl.Network;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.ParameterSpec;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Predictions;
import dev.gradc.runtime.TrainingPlan;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Examples 1 to 3, 8 and 9: what networks of a few units compute.
class FirstNetworksTest {
    private static final DataSet CORNERS = DataSets.xor().train();

    @Test
    void perceptrons() {
        assertThat(E01Perceptrons.truthTable(E01Perceptrons.and())).isEqualTo("0001");
        assertThat(E01Perceptrons.truthTable(E01Perceptrons.or())).isEqualTo("0111");
        assertThat(E01Perceptrons.reachable()).hasSize(14).doesNotContainKeys("0110", "1001");
    }

    @Test
    void xorAsDrawn() {
        Predictions drawn = Worked.model(new E02Xor.Drawn()).predict(CORNERS);
        double[][] hidden = {{0, 1}, {1, 1}, {1, 1}, {1, 0}};
        double[] xor = {0, 1, 1, 0};
        for (int row = 0; row < 4; row++) {
            assertThat(drawn.row("hidden", row)).containsExactly(hidden[row]);
            assertThat(drawn.row("xor", row)).containsExactly(xor[row]);
        }
    }

    @ParameterizedTest(name = "2-{0}-1")
    @ValueSource(ints = {2, 3})
    void xorLearnt(int hidden) {
        Learnt learnt = Learnt.from(new E02Xor(hidden), CORNERS);
        assertThat(learnt.loss(CORNERS)).isLessThan(0.01);
        assertThat(learnt.accuracy(CORNERS)).isEqualTo(1);
    }

    @Test
    void theBiasIsTheWeightOfAConstant() {
        TrainTest moons = DataSets.moons();
        Model bias = Worked.model(new E03LogisticRegression());
        Model weight = Worked.model(new E03LogisticRegression.BiasAsWeight());
        double[] x = {-1, -2};
        Worked.near(bias.predict(x), 0.7310585786300049);
        Worked.near(weight.predict(x), 0.7310585786300049);
        for (int step = 0; step < 200; step++) {
            bias.train(moons.train(), 0.5);
            weight.train(moons.train(), 0.5);
        }
        double[] w = bias.parameter("z.weight");
        double[] both = {bias.parameter("z.bias")[0], w[0], w[1]};
        double[] learnt = weight.parameter("z.weight");
        for (int i = 0; i < 3; i++) {
            assertThat(learnt[i]).isCloseTo(both[i], withinRelative(both[i]));
        }
    }

    private static Offset<Double> withinRelative(double number) {
        return offset(1e-10 * Math.abs(number));
    }

    @Test
    void logisticRegressionTellsMoonsApart() {
        TrainTest moons = DataSets.moons();
        assertThat(Learnt.from(new E03LogisticRegression(), moons.train()).accuracy(moons.test()))
                .isGreaterThan(0.83);
    }

    @Test
    void countsOfParameters() {
        assertThat(parameters(new E08Networks())).isEqualTo(13);
        assertThat(parameters(new E08Networks(relu(), softmax(), 3, 4, 5, 5, 4))).isEqualTo(16 + 25 + 30 + 24);
        assertThat(parameters(new E08Networks(relu(), sequential(), 1, 3, 1))).isEqualTo(10);
        assertThat(parameters(new E08Networks(relu(), sequential(), 1, 3, 3, 1))).isEqualTo(22);
        assertThat(parameters(new E08Networks.Given())).isEqualTo(20);
    }

    private static int parameters(Network network) {
        return Worked.model(network).program().parameters().stream().mapToInt(ParameterSpec::size).sum();
    }

    @Test
    void heads() {
        Model classes = Worked.model(new E08Networks(tanh(), softmax(), 3, 4, 5, 5, 4));
        double[] p = classes.predict(new double[]{1, -2, 0.5});
        assertThat(p[0] + p[1] + p[2] + p[3]).isCloseTo(1, offset(1e-15));
        double[] one = Worked.model(new E08Networks()).predict(new double[]{1, 0});
        assertThat(one).hasSize(1);
        assertThat(one[0]).isStrictlyBetween(0.0, 1.0);
    }

    @Test
    void aNetworkByHand() {
        Model model = Worked.model(new E08Networks.Given());
        Predictions predictions = model.predict(new double[][]{{1, 2}, {0, 0}});
        assertThat(predictions.row("z1", 0)).containsExactly(-0.5, 1, 3);
        assertThat(predictions.row("z2", 0)).containsExactly(2, -2);
        assertThat(predictions.row("y", 0)).containsExactly(3);
        // The batch gives what each row gives alone.
        assertThat(predictions.row("y", 1)).containsExactly(model.predict(new double[]{0, 0}));
    }

    @Test
    void layersWithoutActivationAreOneAffineMap() {
        DataSet rows = ArrayDataSet.of(new double[][]{{1, -2, 0.5}, {0, 0, 0}, {3, 1, -1}});
        Predictions four = Worked.model(new E09NoActivation()).predict(rows);
        Predictions one = Worked.model(new E09NoActivation.Collapsed()).predict(rows);
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < 2; i++) {
                assertThat(one.get(row, i)).isCloseTo(four.get(row, i), offset(1e-13));
            }
        }
    }

    @Test
    void theCompilerCollapsesThemAndSaysSo() {
        Compiler.Options options = Compiler.Options.of(Precision.DOUBLE);
        List<String> notes = Compiler.compile(new E09NoActivation().definition(), options).notes();
        assertThat(notes).containsExactly("z1, z2, z3 and z4 collapse into one affine map when predicting");
        assertThat(Compiler.compile(new E08Networks.Given().definition(), options).notes()).isEmpty();
    }

    @Test
    void plansAreThoseOfTheExamples() {
        assertThat(new E02Xor().plan().batch()).isEqualTo(TrainingPlan.FULL_BATCH);
        assertThat(new E02Xor().dataSpec()).contains("xor");
    }
}
