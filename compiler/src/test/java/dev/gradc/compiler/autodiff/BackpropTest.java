package dev.gradc.compiler.autodiff;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr.Call;
import dev.gradc.compiler.scalar.Fn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackpropTest {
    private final TestGraph net = new TestGraph();
    private final Value x = net.input("x", 4);
    private final Value w = net.parameter("w", 4, 5);

    @Test
    void onlyASingleNumberHasAGradient() {
        assertThatThrownBy(() -> Backprop.gradients(net.graph, x, List.of(x)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("single number");
    }

    @Test
    void theGradientByItselfIsOne() {
        Value loss = net.sum(x, 0, 1);
        assertThat(Backprop.gradients(net.graph, loss, List.of(loss))).containsExactly(Map.entry(loss,
                net.constant(1)));
    }

    @Test
    void gradientsStandInTheOrderAskedFor() {
        Value loss = net.sum(net.matmul(x, w), 0, 1);
        assertThat(Backprop.gradients(net.graph, loss, List.of(w, x)).keySet()).containsExactly(w, x);
        assertThat(Backprop.gradients(net.graph, loss, List.of(x, w)).keySet()).containsExactly(x, w);
    }

    @Test
    void whatItDoesNotDependOnHasZeros() {
        Value other = net.parameter("other", 2);
        assertThat(Backprop.gradients(net.graph, net.sum(x, 0, 1), List.of(other)))
                .containsExactly(Map.entry(other, net.broadcast(net.constant(0), Shape.of(2))));
    }

    @Test
    void whatIsUsedSeveralTimesHasTheSumOfItsShares() {
        Value hidden = net.map(new Call(Fn.TANH, A), net.matmul(x, w));
        Value both = net.map(A.times(B), hidden, net.map(A.minus(B), net.map(A.times(A), hidden), hidden));
        Differences.agree(net, Differences.weighted(net, both), x, w);
    }

    @Test
    void aValueOnTheWayHasItsGradientToo() {
        Value hidden = net.matmul(x, w);
        Value loss = net.sum(net.map(A.times(A), hidden), 0, 1);
        Map<Value, Value> gradients = Backprop.gradients(net.graph, loss, List.of(hidden, w));
        Map<Value, double[]> given = Differences.draw(new java.util.Random(4), loss);
        double[] twice = Differences.at(net.map(A.plus(A), hidden), given);
        assertThat(Differences.at(gradients.get(hidden), given)).containsExactly(twice);
        assertThat(gradients.get(w)).isEqualTo(net.add(new Op.Contraction(x, gradients.get(hidden), List.of(0, 1),
                List.of(0, 2), List.of(1, 2))));
    }

    @Test
    void nothingFlowsThroughAStop() {
        Value stopped = net.add(new Op.StopGradient(net.map(A.times(A), x)));
        Value loss = net.sum(net.map(A.times(B), stopped, x), 0, 1);
        Value gradient = Backprop.gradients(net.graph, loss, List.of(x)).get(x);
        assertThat(Differences.at(gradient, Map.of(x, numbers()))).containsExactly(
                Differences.at(stopped, Map.of(x, numbers())));
        Value only = net.sum(stopped, 0, 1);
        assertThat(Backprop.gradients(net.graph, only, List.of(x))).containsExactly(Map.entry(x,
                net.broadcast(net.constant(0), x.shape())));
    }

    /// No value is made for what nobody asked for.
    @Test
    void branchesThatAreNotWantedStayAsTheyAre() {
        Value loss = net.sum(net.map(A.plus(B), net.matmul(x, w), net.map(new Call(Fn.TANH, A), net.matmul(x, w))), 0,
                1);
        Value other = net.input("other");
        Backprop.gradients(net.graph, loss, List.of(other));
        Value next = net.input("next");
        assertThat(next.id()).as("one, zero and a broadcast of zero").isLessThanOrEqualTo(other.id() + 4);
    }

    @Test
    void gradientsCanBeDifferentiatedAgain() {
        Value loss = net.sum(net.map(A.times(A).times(new Call(Fn.EXP, A)), x), 0, 1);
        Value gradient = Backprop.gradients(net.graph, loss, List.of(x)).get(x);
        Differences.agree(net, Differences.weighted(net, gradient), x);
    }

    private static double[] numbers() {
        return new double[]{1, -2, 3, 0.5, 4, -1, 2, 7, -0.25, 6, 8, 9};
    }
}
