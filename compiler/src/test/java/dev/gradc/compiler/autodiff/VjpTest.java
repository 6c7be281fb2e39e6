package dev.gradc.compiler.autodiff;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static dev.gradc.compiler.TestGraph.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Call;
import dev.gradc.compiler.scalar.Fn;
import dev.gradc.runtime.StepScalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Each rule by differences, and what differences cannot see by the values that a rule makes.
class VjpTest {
    private static final int BATCH = Shape.BATCH;

    private final TestGraph net = new TestGraph();
    private final Value x = net.input("x", 4);
    private final Value z = net.input("z", 4);
    private final Value cube = net.input("cube", 2, 3);
    private final Value w = net.parameter("w", 4, 5);
    private final Value labels = net.labels("labels", 4);

    @Test
    void elementwise() {
        law(net.map(A.times(B).plus(A.over(C)), x, z, net.map(A.times(A), z)), x, z);
        law(net.map(new Call(Fn.TANH, A.times(B)), x, z), x, z);
        law(net.map(new Call(Fn.LOGISTIC, A), x), x);
        law(net.map(A.plus(B).minus(C), x, z, x), x, z);
    }

    @Test
    void contractions() {
        law(net.matmul(x, w), x, w);
        Value turned = net.parameter("turned", 5, 4);
        law(net.add(new Op.Contraction(turned, x, List.of(0, 1), List.of(2, 1), List.of(2, 0))), x, turned);
        List<Integer> both = List.of(0, 1);
        law(net.add(new Op.Contraction(x, z, both, both, List.of(0))), x, z);
        law(net.add(new Op.Contraction(x, z, List.of(0, 1), List.of(0, 2), List.of(2, 0, 1))), x, z);
        Value kernel = net.parameter("kernel", 3, 2);
        law(net.add(new Op.Contraction(cube, kernel, List.of(0, 1, 2), List.of(2, 1), List.of(0))), cube, kernel);
    }

    @Test
    void theProductOfAValueWithItself() {
        law(net.add(new Op.Contraction(x, x, List.of(0, 1), List.of(0, 1), List.of(0))), x);
    }

    @Test
    void whatOnlyMovesElements() {
        law(net.transpose(cube, 2, 0, 1), cube);
        law(net.transpose(cube, 0, 2, 1), cube);
        law(net.reshape(cube, BATCH, 3, 2), cube);
        law(net.slice(cube, 2, 0, 1), cube);
        law(net.slice(cube, 2, 1, 2), cube);
        law(net.slice(cube, 2, 1, 3), cube);
        law(net.slice(cube, 2, 0, 3), cube);
        law(net.concat(1, x, net.slice(z, 1, 1, 3), z), x, z);
        law(net.concat(2, cube, cube, net.slice(cube, 2, 2, 3)), cube);
    }

    @Test
    void broadcasts() {
        Value bias = net.parameter("bias", 3);
        law(net.broadcast(bias, Shape.of(2, 3, 4), 1), bias);
        Value table = net.parameter("table", 2, 3);
        law(net.broadcast(table, Shape.of(BATCH, 2, 3), 1, 2), table);
    }

    @Test
    void sums() {
        law(net.sum(cube, 1), cube);
        law(net.sum(cube, 0, 2), cube);
        law(net.sum(cube, 0, 1, 2), cube);
    }

    @Test
    void maxima() {
        law(net.max(cube, 2), cube);
        law(net.max(cube, 1, 2), cube);
        law(net.max(cube, 0), cube);
    }

    @Test
    void softmaxAndItsLogarithm() {
        law(net.softmax(x), x);
        law(net.softmax(cube), cube);
        law(net.add(new Op.LogSoftmax(x)), x);
        law(net.add(new Op.LogSoftmax(cube)), cube);
    }

    @Test
    void theLargestShareTheGradientOfAMaximum() {
        Value loss = net.sum(net.map(A.times(B), net.max(x, 1), net.input("g")), 0);
        Value gradient = Backprop.gradients(net.graph, loss, List.of(x)).get(x);
        double[] rows = {1, 3, 3, 2, -1, -1, -1, -1, 5, Double.NEGATIVE_INFINITY, 0, 4};
        assertThat(Differences.at(gradient, Map.of(x, rows, net.input("g"), new double[]{8, 12, 10})))
                .containsExactly(0, 4, 4, 0, 3, 3, 3, 3, 10, 0, 0, 0);
    }

    @Test
    void nothingFlowsToWhatIsNotComputed() {
        Value g = net.constant(1);
        Vjp vjp = new Vjp(net.graph);
        Value random = net.add(new Op.Random(x.shape(), 0));
        for (Value leaf : List.of(x, w, net.constant(2), net.add(new Op.Rows()), random,
                net.add(new Op.Scalar(new StepScalar.LearningRate())))) {
            assertThat(vjp.shares(leaf, g, Set.of(leaf))).isEmpty();
        }
        Value oneHot = net.add(new Op.OneHot(labels, 4));
        assertThat(vjp.shares(oneHot, oneHot, Set.of(labels))).containsExactly(Optional.empty());
        Value slot = net.add(new Op.Slot("velocity", w, 0));
        assertThat(vjp.shares(slot, slot, Set.of(w))).containsExactly(Optional.empty());
        Value stopped = net.add(new Op.StopGradient(x));
        assertThat(vjp.shares(stopped, x, Set.of(x))).containsExactly(Optional.empty());
    }

    @Test
    void onlyWantedSharesAreMade() {
        Value sum = net.map(A.times(B), x, z);
        Vjp vjp = new Vjp(net.graph);
        assertThat(vjp.shares(sum, x, Set.of(x))).satisfiesExactly(share -> assertThat(share).isPresent(),
                share -> assertThat(share).isEmpty());
        assertThat(vjp.shares(sum, x, Set.of(z))).satisfiesExactly(share -> assertThat(share).isEmpty(),
                share -> assertThat(share).isPresent());
        Value product = net.matmul(x, w);
        assertThat(vjp.shares(product, product, Set.of(x))).satisfiesExactly(share -> assertThat(share).isPresent(),
                share -> assertThat(share).isEmpty());
        assertThat(vjp.shares(product, product, Set.of(w))).satisfiesExactly(share -> assertThat(share).isEmpty(),
                share -> assertThat(share).isPresent());
    }

    @Test
    void aSumPassesTheGradientOnAsItIs() {
        Value sum = net.map(A.plus(B), x, z);
        assertThat(new Vjp(net.graph).shares(sum, x, Set.of(x, z))).containsExactly(Optional.of(x), Optional.of(x));
        Value whole = net.slice(x, 1, 0, 4);
        assertThat(new Vjp(net.graph).shares(whole, z, Set.of(x))).containsExactly(Optional.of(z));
    }

    /// tanh′ = 1 − y², and y is there already.
    @Test
    void theFormulasOwnValueIsUsedAgain() {
        Value y = net.map(new Call(Fn.TANH, A), x);
        assertThat(new Vjp(net.graph).shares(y, z, Set.of(x))).containsExactly(Optional.of(
                net.map(C.times(Expr.ONE.minus(B.times(B))), x, y, z)));
    }

    @Test
    void aSliceIsPaddedOnlyWhereSomethingIsMissing() {
        Value head = net.slice(x, 1, 0, 1);
        Value zeros = net.broadcast(net.constant(0), Shape.of(BATCH, 3));
        assertThat(new Vjp(net.graph).shares(head, head, Set.of(x))).containsExactly(
                Optional.of(net.concat(1, head, zeros)));
        Value tail = net.slice(x, 1, 3, 4);
        assertThat(new Vjp(net.graph).shares(tail, tail, Set.of(x))).containsExactly(
                Optional.of(net.concat(1, zeros, tail)));
    }

    @Test
    void aPhaseMustHaveBeenChosen() {
        Value phase = net.add(new Op.Phase(x, z));
        assertThatThrownBy(() -> new Vjp(net.graph).shares(phase, x, Set.of(x)))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("before differentiation");
    }

    /// Its gradient is the pullback's, whatever the result's own would be.
    @Test
    void aUsersOwnOpHasItsOwnGradient() {
        Value square = net.map(A.times(A).plus(B), x, z);
        Value custom = net.add(new Op.Custom("mine", square, List.of(x, z),
                (args, result, gradient) -> List.of(net.map(A.times(B), args.get(1), gradient),
                        net.map(A.minus(B), result, gradient))));
        Value g = net.input("g", 4);
        assertThat(new Vjp(net.graph).shares(custom, g, Set.of(x, z))).containsExactly(Optional.empty(),
                Optional.of(net.map(A.times(B), z, g)), Optional.of(net.map(A.minus(B), custom, g)));
    }

    private void law(Value y, Value... by) {
        Differences.agree(net, Differences.weighted(net, y), by);
    }
}
