package dev.gradc.compiler.check;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The sweeps of dual numbers, op by op, against differences of what the interpreter computes.
class LocalJacobianTest {
    private static final int ROWS = 3;
    private static final double STEP = 1e-3;

    private interface Build {
        Value of(TestGraph net, Value x, Value y);
    }

    private static Arguments op(String name, Build build) {
        return Arguments.of(name, build);
    }

    static Stream<Arguments> ops() {
        List<Integer> both = List.of(0, 1);
        return Stream.of(
                op("formula of one", (net, x, _) -> net.map(new Expr.Call(Fn.TANH, A.times(A)), x)),
                op("formula of two", (net, x, y) -> net.map(A.times(B).over(B.times(B).plus(Expr.ONE)), x, y)),
                op("formula of one twice", (net, x, _) -> net.map(A.times(new Expr.Call(Fn.EXP, B)), x, x)),
                op("product of matrices", (net, x, y) -> net.matmul(x, net.add(new Op.Contraction(x, y, both,
                        List.of(0, 2), List.of(1, 2))))),
                op("product with itself", (net, x, _) -> net.add(new Op.Contraction(x, x, both, both, List.of(0)))),
                op("product over the batch", (net, x, y) -> net.add(new Op.Contraction(x, y, both, List.of(0, 2),
                        List.of(1, 2)))),
                op("transpose", (net, x, _) -> net.transpose(x, 1, 0)),
                op("reshape", (net, x, _) -> net.reshape(x, Shape.BATCH, 2, 2)),
                op("slice", (net, x, _) -> net.slice(x, 1, 1, 3)),
                op("concat", (net, x, y) -> net.concat(1, x, y, x)),
                op("broadcast", (net, x, _) -> net.broadcast(net.sum(x, 0), x.shape(), 1)),
                op("sum", (net, x, _) -> net.sum(net.map(A.times(A), x), 1)),
                op("max", (net, x, _) -> net.max(net.map(A.times(A), x), 1)),
                op("softmax", (net, x, y) -> net.map(A.times(B), net.softmax(x), y)),
                op("log-softmax", (net, x, y) -> net.map(A.times(B), net.add(new Op.LogSoftmax(x)), y)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ops")
    void ratesAreWhatDifferencesOfValuesGive(String name, Build build) {
        TestGraph net = new TestGraph();
        Value x = net.input("x", 4);
        Value y = net.input("y", 4);
        Value root = build.of(net, x, y);
        Random random = new Random(5);
        Map<Value, double[]> point = draw(random, x, y);
        Map<Value, double[]> u = draw(random, x, y);
        Map<Value, double[]> v = draw(random, x, y);
        Sweep sweep = sweep(net, root, point, Map.of(), 0);
        double[] first = sweep.ofRoot(sweep.first(Direction.seeds(u))).rates();
        near(first, difference(t -> values(root, point, u, t)));
        double[] second = sweep.ofRoot(sweep.second(sweep.first(Direction.seeds(u)), Direction.seeds(v))).rates();
        near(second, difference(t -> {
            Sweep moved = sweep(net, root, point, u, t);
            return moved.ofRoot(moved.first(Direction.seeds(v))).rates();
        }));
    }

    @Test
    void whatIsStoppedDoesNotChange() {
        TestGraph net = new TestGraph();
        Value x = net.input("x", 4);
        Value root = net.map(A.times(B), x, net.add(new Op.StopGradient(x)));
        Map<Value, double[]> point = draw(new Random(5), x);
        Sweep sweep = sweep(net, root, point, Map.of(), 0);
        double[] ones = new double[4 * ROWS];
        Arrays.fill(ones, 1);
        assertThat(sweep.ofRoot(sweep.first(Direction.seeds(Map.of(x, ones)))).rates()).containsExactly(point.get(x));
    }

    @Test
    void manyDirectionsAreSweptAsEachAlone() {
        TestGraph net = new TestGraph();
        Value x = net.input("x", 4);
        Value root = net.softmax(x);
        Map<Value, double[]> point = draw(new Random(5), x);
        List<Direction> directions = List.of(Direction.unit(x, 0, 12), Direction.unit(x, 5, 12),
                new Direction(x, -1, new Random(6).doubles(12).toArray()));
        Sweep sweep = sweep(net, root, point, Map.of(), 0);
        double[] together = sweep.ofRoot(sweep.first(Direction.seeds(directions))).rates();
        for (int p = 0; p < 3; p++) {
            double[] alone = sweep.ofRoot(sweep.first(Direction.seeds(List.of(directions.get(p))))).rates();
            for (int i = 0; i < alone.length; i++) {
                assertThat(together[i * 3 + p]).isEqualTo(alone[i]);
            }
        }
    }

    @Test
    void theTermsOfARateAreAllAbsolute() {
        TestGraph net = new TestGraph();
        Value x = net.input("x", 1);
        Value root = net.map(A.minus(A.times(Expr.constant(3))), x);
        Sweep sweep = sweep(net, root, Map.of(x, new double[]{1, 2, 3}), Map.of(), 0);
        Rates.Of rates = sweep.ofRoot(sweep.first(Direction.seeds(Map.of(x, new double[]{1, -1, 0}))));
        assertThat(rates.rates()).containsExactly(-2, 2, 0);
        assertThat(rates.terms()).containsExactly(4, 4, 0);
    }

    private static Map<Value, double[]> draw(Random random, Value... inputs) {
        Map<Value, double[]> drawn = new HashMap<>();
        for (Value input : inputs) {
            drawn.put(input, random.doubles(4 * ROWS, -1, 1).toArray());
        }
        return drawn;
    }

    private static Map<Value, double[]> moved(Map<Value, double[]> point, Map<Value, double[]> along, double t) {
        Map<Value, double[]> moved = new HashMap<>();
        point.forEach((value, content) -> {
            double[] at = content.clone();
            for (int i = 0; i < at.length && along.containsKey(value); i++) {
                at[i] += t * along.get(value)[i];
            }
            moved.put(value, at);
        });
        return moved;
    }

    private static Sweep sweep(TestGraph net, Value root, Map<Value, double[]> point, Map<Value, double[]> along,
            double t) {
        return new Sweep(net.graph, ROWS,
                new GraphInterpreter(ROWS, GraphInterpreter.Phase.TRAINING, moved(point, along, t)), root);
    }

    private static double[] values(Value root, Map<Value, double[]> point, Map<Value, double[]> along, double t) {
        return new GraphInterpreter(ROWS, GraphInterpreter.Phase.TRAINING, moved(point, along, t)).value(root);
    }

    private interface Line {
        double[] at(double t);
    }

    private static double[] difference(Line line) {
        double[][] f = {line.at(-2 * STEP), line.at(-STEP), line.at(STEP), line.at(2 * STEP)};
        double[] quotient = new double[f[0].length];
        for (int i = 0; i < quotient.length; i++) {
            quotient[i] = (f[0][i] - 8 * f[1][i] + 8 * f[2][i] - f[3][i]) / (12 * STEP);
        }
        return quotient;
    }

    private static void near(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i],
                    within(1e-9 * (1 + Math.abs(expected[i]))));
        }
    }
}
