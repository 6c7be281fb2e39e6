package dev.gradc.compiler.interp;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.interp.GraphInterpreter.Phase;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.InputSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphInterpreterTest {
    private static final double[] SIX = {1, 2, 3, 4, 5, 6};

    private final TestGraph net = new TestGraph();
    private final Value x = net.input("x", 3);

    @Test
    void elementwise() {
        assertThat(onTwoRows(net.map(A.times(A).plus(B), x, x))).containsExactly(2, 6, 12, 20, 30, 42);
    }

    @Test
    void contractionOfTwoMatrices() {
        Value w = net.parameter("w", 3, 2);
        assertThat(run(net.matmul(x, w), Map.of(x, SIX, w, new double[]{1, 0, 0, 1, 1, 1}))).containsExactly(4, 5, 10,
                11);
    }

    @Test
    void contractionOverTheBatchGivesTheTransposedResultThatItsLabelsSay() {
        Value g = net.input("g", 2);
        Value product = net.add(new Op.Contraction(x, g, List.of(0, 1), List.of(0, 2), List.of(2, 1)));
        assertThat(run(product, Map.of(x, SIX, g, new double[]{1, 10, 2, 20}))).containsExactly(9, 12, 15, 90, 120,
                150);
    }

    @Test
    void contractionWithABatchLabelAndTwoSummedOnes() {
        Value y = net.input("y", 2, 2);
        Value squares = net.add(new Op.Contraction(y, y, List.of(0, 1, 2), List.of(0, 1, 2), List.of(0)));
        assertThat(run(squares, Map.of(y, new double[]{1, 2, 3, 4, 1, 1, 1, 1}))).containsExactly(30, 4);
    }

    @Test
    void contractionWithoutASumIsAnOuterProduct() {
        Value a = net.parameter("a", 2);
        Value b = net.parameter("b", 3);
        Value outer = net.add(new Op.Contraction(a, b, List.of(0), List.of(1), List.of(0, 1)));
        assertThat(run(outer, Map.of(a, new double[]{1, -2}, b, new double[]{1, 2, 0}))).containsExactly(1, 2, 0, -2,
                -4, -0.0);
    }

    @Test
    void movingElements() {
        assertThat(onTwoRows(net.transpose(x, 1, 0))).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(onTwoRows(net.reshape(x, Shape.BATCH, 3, 1))).containsExactly(SIX);
        assertThat(onTwoRows(net.slice(x, 1, 1, 3))).containsExactly(2, 3, 5, 6);
        assertThat(onTwoRows(net.concat(1, net.slice(x, 1, 2, 3), x))).containsExactly(3, 1, 2, 3, 6, 4, 5, 6);
        assertThat(onTwoRows(net.broadcast(x, Shape.of(2, Shape.BATCH, 2, 3), 1, 3))).containsExactly(1, 2, 3, 1, 2, 3,
                4, 5, 6, 4, 5, 6, 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
    }

    @Test
    void reductions() {
        assertThat(onTwoRows(net.sum(x, 1))).containsExactly(6, 15);
        assertThat(onTwoRows(net.sum(x, 0))).containsExactly(5, 7, 9);
        assertThat(onTwoRows(net.sum(x, 0, 1))).containsExactly(21);
        assertThat(onTwoRows(net.max(x, 1))).containsExactly(3, 6);
        double[] zeros = {-0.0, -0.0, -0.0, Double.NaN, 1, 2};
        assertThat(run(net.sum(x, 1), Map.of(x, zeros))).containsExactly(-0.0, Double.NaN);
        assertThat(run(net.max(x, 1), Map.of(x, zeros))).containsExactly(-0.0, Double.NaN);
    }

    @Test
    void softmaxOfTheLecture() {
        Value logits = net.parameter("z", 5);
        double[] y = run(net.softmax(logits), Map.of(logits, new double[]{7, 5, 2, -1, 3}));
        assertThat(y).usingComparatorWithPrecision(5e-5).containsExactly(.8615, .1166, .0058, .0003, .0158);
        double[] log = run(net.add(new Op.LogSoftmax(logits)), Map.of(logits, new double[]{7, 5, 2, -1, 3}));
        assertThat(log[3]).isCloseTo(StrictMath.log(y[3]), within(1e-14));
    }

    @Test
    void softmaxOfHugeLogits() {
        double[] huge = {1e4, -1e4, 0, 1e300, 1e300, -1e300};
        assertThat(run(net.softmax(x), Map.of(x, huge))).containsExactly(1, 0, 0, 0.5, 0.5, 0);
        assertThat(run(net.add(new Op.LogSoftmax(x)), Map.of(x, huge))).startsWith(0, -2e4, -1e4);
    }

    @Test
    void leaves() {
        Value labels = net.labels("y", 3);
        assertThat(run(net.add(new Op.OneHot(labels, 3)), Map.of(labels, new double[]{2, 0}))).containsExactly(0, 0, 1,
                1, 0, 0);
        assertThat(onTwoRows(net.add(new Op.Rows()))).containsExactly(2);
        assertThat(onTwoRows(net.constant(1.5))).containsExactly(1.5);
        Value rolled = net.add(new Op.Input("x", x.shape(), new InputSpec.Kind.Real(), true));
        assertThat(onTwoRows(rolled)).containsExactly(4, 5, 6, 1, 2, 3);
    }

    @Test
    void thePhaseChooses() {
        Value choice = net.add(new Op.Phase(net.sum(x, 0, 1), net.constant(0)));
        assertThat(new GraphInterpreter(2, Phase.TRAINING, Map.of(x, SIX)).value(choice)).containsExactly(21);
        assertThat(new GraphInterpreter(2, Phase.PREDICTING, Map.of(x, SIX)).value(choice)).containsExactly(0);
    }

    @Test
    void magnitudesAddUpWhatCancels() {
        Value difference = net.map(A.minus(B), net.sum(x, 1), net.sum(x, 1));
        GraphInterpreter interpreter = new GraphInterpreter(2, Phase.TRAINING,
                Map.of(x, new double[]{1, -2, 3, 0, 0, 0}));
        assertThat(interpreter.value(difference)).containsExactly(0, 0);
        assertThat(interpreter.magnitude(difference)).containsExactly(12, 0);
        Value w = net.parameter("w", 3, 1);
        GraphInterpreter other = new GraphInterpreter(1, Phase.TRAINING,
                Map.of(x, new double[]{1, -2, 3}, w, new double[]{1, 1, -1}));
        assertThat(other.magnitude(net.matmul(x, w))).containsExactly(12);
    }

    @Test
    void softmaxInFloatStaysWithinItsMagnitude() {
        double[] logits = {100.03f, 99.7f, 98.25f, 1e-3f, 7.1f, -30.9f};
        for (Value y : List.of(net.softmax(x), net.add(new Op.LogSoftmax(x)))) {
            GraphInterpreter interpreter = new GraphInterpreter(2, Phase.TRAINING, Map.of(x, logits));
            double[] rounded = run(y, Map.of(x, java.util.Arrays.stream(logits).map(v -> v * (1 + 0x1p-24)).toArray()));
            for (int i = 0; i < 6; i++) {
                double error = Math.abs(rounded[i] - interpreter.value(y)[i]);
                assertThat(error).isLessThanOrEqualTo(0x1.1p-24 * interpreter.magnitude(y)[i]);
            }
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> run(x, Map.of())).hasMessageContaining("there is no content for Input[name=x");
        assertThatThrownBy(() -> run(x, Map.of(x, new double[5]))).hasMessageStartingWith("5 numbers for Input[name=x");
    }

    @Test
    void anyValueCanBeGiven() {
        Value square = net.map(A.times(A), x);
        assertThat(run(net.map(Expr.arg(0).plus(Expr.ONE), square), Map.of(square, SIX))).containsExactly(2, 3, 4, 5, 6,
                7);
    }

    private double[] onTwoRows(Value value) {
        return run(value, Map.of(x, SIX));
    }

    private static double[] run(Value value, Map<Value, double[]> given) {
        return new GraphInterpreter(2, Phase.PREDICTING, given).value(value);
    }
}
