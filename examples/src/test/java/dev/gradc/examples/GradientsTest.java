package dev.gradc.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.Report;
import dev.gradc.compiler.check.Subject;
import dev.gradc.dsl.Network;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Examples 10 to 13: gradients by graph, by formula, and by gates of one's own.
class GradientsTest {
    @Test
    void forwardValues() {
        Predictions graph = graph();
        assertThat(graph.get("q", 0, 0)).isEqualTo(3);
        assertThat(graph.get("f", 0, 0)).isEqualTo(-12);
    }

    @ParameterizedTest(name = "{0}: {1} · {2} = {3}")
    @CsvSource({"q → f, 1, -4, -4", "z → f, 1, 3, 3", "x → q, -4, 1, -4", "y → q, -4, 1, -4"})
    void everyEdge(String edge, double upstream, double local, double downstream) {
        Predictions graph = graph();
        assertThat(graph.get(edge + ", upstream", 0, 0)).isEqualTo(upstream);
        assertThat(graph.get(edge + ", local", 0, 0)).isEqualTo(local);
        assertThat(graph.get(edge + ", downstream", 0, 0)).isEqualTo(downstream).isEqualTo(upstream * local);
    }

    private static Predictions graph() {
        return Worked.model(new E10ComputationalGraph()).predict(Worked.row("x y z", -2, 5, -4));
    }

    @Test
    void neuron() {
        Predictions neuron = Worked.model(new E10ComputationalGraph.Neuron()).predict(ArrayDataSet.rows(1)
                .reals("x", new double[]{-1, -2}, 2).reals("w", new double[]{2, -3, -3}, 3).build());
        assertThat(neuron.get("dot", 0, 0)).isEqualTo(1);
        Worked.near(neuron.row("f", 0), 0.7310585786300049);
        Worked.near(neuron.row("∂f/∂dot", 0), 0.19661193324148185);
        Worked.near(neuron.row("∂f/∂w", 0), -0.19661193324148185, -0.3932238664829637, 0.19661193324148185);
        Worked.near(neuron.row("∂f/∂x", 0), 0.3932238664829637, -0.5898357997244456);
    }

    @Test
    void staged() {
        Predictions staged = Worked.model(new E10ComputationalGraph.Staged()).predict(Worked.row("x y", 3, -4));
        Worked.near(staged.row("f", 0), 1.5456448841066441);
        Worked.near(staged.row("∂f/∂x", 0), 2.059569795572165);
        Worked.near(staged.row("∂f/∂y", 0), 1.5922327514838093);
    }

    @Test
    void anAdderDistributesTheGradient() {
        flows(new E11GradientFlow.Add(), 4, -3, 5, 1, 5, 5);
    }

    @Test
    void aCopyAddsGradients() {
        flows(new E11GradientFlow.Copy(), 4, -3, 5, 13, 20, 5);
    }

    @Test
    void aMultiplierSwaps() {
        flows(new E11GradientFlow.Mul(), 4, -3, 1, -12, -3, 4);
    }

    @Test
    void aMaximumRoutes() {
        flows(new E11GradientFlow.Max(), 4, 5, 2, 5, 0, 2);
        flows(new E11GradientFlow.Max(), 5, 4, 2, 5, 2, 0);
        flows(new E11GradientFlow.Max(), 4, 4, 2, 4, 1, 1);
    }

    private static void flows(Network gate, double x, double y, double g, double f, double toX, double toY) {
        Predictions predictions = Worked.model(gate).predict(Worked.row("x y g", x, y, g));
        assertThat(predictions.get("f", 0, 0)).isEqualTo(f);
        assertThat(predictions.get("x", 0, 0)).isEqualTo(toX);
        assertThat(predictions.get("y", 0, 0)).isEqualTo(toY);
    }

    @Test
    void allPatternsTogether() {
        Predictions all = Worked.model(new E11GradientFlow()).predict(Worked.row("x y z w", 3, -4, 2, -1));
        assertThat(all.get("f", 0, 0)).isEqualTo(-20);
        assertThat(all.get("x", 0, 0)).isEqualTo(-8);
        assertThat(all.get("y", 0, 0)).isEqualTo(6);
        assertThat(all.get("z", 0, 0)).isEqualTo(2);
        assertThat(all.get("w", 0, 0)).isZero();
    }

    @Test
    void theBackwardPassOfFourLayers() {
        String math = E12BackwardPass.derivation(new E12BackwardPass());
        assertThat(math).contains("o3 = max(0, z3)\n", "z4 = o3·W4 + b4\n", "∂loss/∂z4 = softmax(z4) − y\n",
                "∂loss/∂b4 = ∂loss/∂z4\n");
        for (int layer = 4; layer >= 2; layer--) {
            int before = layer - 1;
            assertThat(math).contains("∂loss/∂W%d = o%dᵀ·∂loss/∂z%d\n".formatted(layer, before, layer),
                    "∂loss/∂o%d = ∂loss/∂z%d·W%dᵀ\n".formatted(before, layer, layer),
                    "∂loss/∂z%d = ∂loss/∂o%d ∘ [z%d > 0]\n".formatted(before, before, before));
        }
        assertThat(math).contains("∂loss/∂W1 = xᵀ·∂loss/∂z1\n");
    }

    @Test
    void theGradientOfLogisticRegression() {
        assertThat(E12BackwardPass.derivation(new E12BackwardPass.Logistic())).contains("∂loss/∂z = σ(z) − y\n",
                "∂loss/∂W = (σ(z) − y)·x\n");
    }

    @Test
    void theBackwardPassOfTwoLayers() {
        assertThat(E12BackwardPass.derivation(new E12BackwardPass.TwoLayers())).contains(
                "∂loss/∂z2 = σ(z2) − y\n", "∂loss/∂W2 = (σ(z2) − y)·o1\n", "∂loss/∂o1 = ∂loss/∂z2·W2ᵀ\n",
                "∂loss/∂z1 = ∂loss/∂o1 ∘ (1 − o1 ∘ o1)\n", "∂loss/∂W1 = xᵀ·∂loss/∂z1\n");
    }

    @Test
    void ownGatesAreRight() {
        assertThat(check(new E13OwnGate()).passes()).isTrue();
    }

    @Test
    void aMistakeInAnOwnGateIsFound() {
        assertThat(check(new E13OwnGate.Wrong()).passes()).isFalse();
    }

    private static Report check(Network network) {
        return Checker.check(Subject.of(network.definition(), 1), CheckOptions.DEFAULT.withSamples(8).withSeed(7));
    }
}
