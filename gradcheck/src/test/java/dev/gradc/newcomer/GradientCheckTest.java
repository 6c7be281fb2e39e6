package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.check.Element;
import dev.gradc.compiler.check.Report;
import dev.gradc.dsl.Activations;
import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Layers;
import dev.gradc.dsl.Losses;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Scalar;
import dev.gradc.dsl.Tensor;
import dev.gradc.dsl.Tensors;
import dev.gradc.gradcheck.GradientCheck;
import dev.gradc.runtime.GradcException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
    private static final Layer CUBE = x -> Tensors.custom("cube", x, a -> a.times(a).times(a),
            (a, _, g) -> g.times(a.square()).times(3));
    private static final Layer WRONG = x -> Tensors.custom("wrong cube", x, a -> a.times(a).times(a),
            (a, _, g) -> g.times(a.square()).times(-3));

    private static final class Small extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 3);
            Labels y = labels("y", 2);
            loss(crossEntropyWithLogits(x.then(affine(4), tanh(), layerNorm(), affine(2)), y));
            regularize(l2(0.01));
        }
    }

    @Test
    void rightOnesPassAtBothOrders() {
        for (int order = 1; order <= 2; order++) {
            GradientCheck.of(CUBE, 3).order(order).assertRight();
            GradientCheck.of(Layers.affine(5), 4).order(order).assertRight();
            GradientCheck.of((p, y) -> Losses.mse(p, y), 4).order(order).points(3).assertRight();
            GradientCheck.of(new Small()).order(order).at(7).assertRight();
        }
    }

    @Test
    void aWrongOneIsToldWithItsElementItsLineAndBothValues() {
        assertThatThrownBy(
                () -> GradientCheck.of(WRONG, 2).rows(1).at(Map.of("x", new double[]{0.5, -2})).assertRight())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "Expecting the gradients of the function at GradientCheckTest.java:25 to be right, but 2 of 4"
                                + " elements are not")
                .hasMessageContaining("worst: ∂wrong cube[0, ").hasMessageContaining("(GradientCheckTest.java:25)")
                .hasMessageContaining(
                        "the backward pass of wrong cube (GradientCheckTest.java:25) does not fit what it computes: to"
                                + " x[0, 0] it sends -");
        Report report = GradientCheck.of(WRONG, 2).rows(1).at(Map.of("x", new double[]{0.5, -2})).check();
        assertThat(report.worst()).extracting(Element::derived, Element::dual).containsExactly(-0.75, 0.75);
        assertThat(report.worst().relative()).isEqualTo(2);
        assertThat(report.worst().ulps()).isEqualTo(1.5 / Math.ulp(0.75));
        assertThat(report.suspects()).hasSize(1);
        assertThat(report.table()).contains("∂wrong cube[0, 1]/∂x[0, 1]");
    }

    @Test
    void theSecondOrderIsJudgedToo() {
        Layer half = x -> Tensors.custom("half", x, a -> a.times(a).times(a),
                (a, _, g) -> g.times(a.square().stopGradient()).times(3));
        GradientCheck.of(half, 2).assertRight();
        assertThat(GradientCheck.of(half, 2).order(2).check().passes()).isFalse();
    }

    @Test
    void aGradientThatIsForgottenIsFound() {
        Layer forgotten = x -> x.times(x.stopGradient());
        GradientCheck.of(forgotten, 2).assertRight();
        Layer claimed = x -> Tensors.custom("claimed", x, a -> a.times(a), (a, _, g) -> g.times(a.stopGradient()));
        assertThat(GradientCheck.of(claimed, 2).check().passes()).isFalse();
    }

    @Test
    void onAKinkTheDocumentedSubgradientIsAsked() {
        Map<String, double[]> kinks = Map.of("x", new double[]{0, -0.0, 1, -1});
        Report relu = GradientCheck.of(Activations.relu(), 2).rows(2).at(kinks).check();
        assertThat(relu.passes()).isTrue();
        assertThat(relu.atKinks()).isEqualTo(2 * 4);
        Layer one = x -> Tensors.custom("relu with slope 1 at 0", x, Activations::relu,
                (a, _, g) -> g.map(a, (s, v) -> v.isLess(0).choose(0, s)));
        GradientCheck.of(one, 2).rows(2).at(3).assertRight();
        assertThat(GradientCheck.of(one, 2).rows(2).at(kinks).check().passes()).isFalse();
    }

    /// Tents within tents within tents: kinks lie everywhere closer than the shortest step.
    @Test
    void aFunctionThatIsAllKinksCannotBeJudged() {
        Layer tents = x -> {
            Tensor y = Activations.tanh(x);
            for (int i = 0; i < 26; i++) {
                y = y.map(a -> Scalar.of(1).minus(a.abs().times(2)));
            }
            return y;
        };
        Report report = GradientCheck.of(tents, 1).rows(1).points(3).check();
        assertThat(report.redrawn()).isEqualTo(4);
        assertThat(report.passes()).isFalse();
        assertThat(report.text()).contains("4 of 7 points were left for others")
                .endsWith("could not be judged: more than half of the points straddle a kink");
    }

    @Test
    void theSameSeedGivesTheSameText() {
        GradientCheck check = GradientCheck.of(new Small()).points(3).order(2);
        Report report = check.at(11).check();
        assertThat(check.at(11).check().table()).isEqualTo(report.table());
        assertThat(check.at(12).check().table()).isNotEqualTo(report.table());
    }

    @Test
    void largeFunctionsAreCheckedAlongRandomDirections() {
        Report report = GradientCheck.of(Layers.affine(30), 50).samples(5).check();
        assertThat(report.passes()).isTrue();
        assertThat(report.elements()).hasSize(6 + 6 + 6);
        assertThat(report.elements()).extracting(Element::place)
                .contains("∂⟨c, z1⟩/∂affine1.weight along a random direction");
    }

    @Test
    void contentMustFit() {
        GradientCheck check = GradientCheck.of(Activations.relu(), 2);
        assertThatThrownBy(() -> check.at(Map.of("q", new double[2])).check()).isInstanceOf(GradcException.class)
                .hasMessageContaining("has no input or parameter \"q\" to give content to");
        assertThatThrownBy(() -> check.at(Map.of("x", new double[3])).check()).isInstanceOf(GradcException.class)
                .hasMessage("\"x\" [batch, 2] has 10 numbers for 5 rows, but 3 were given; rows(…) says how many rows");
        assertThatThrownBy(() -> check.order(3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the order must be 1 or 2, not 3");
        assertThatThrownBy(() -> check.rows(0).check()).isInstanceOf(GradcException.class)
                .hasMessageContaining("can be checked with 0 rows");
    }
}
