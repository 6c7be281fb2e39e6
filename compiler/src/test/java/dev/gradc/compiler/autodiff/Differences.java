package dev.gradc.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.interp.GraphInterpreter.Phase;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.runtime.InputSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Judges gradients by central differences of the graph interpreter, which knows nothing of them.
final class Differences {
    static final int ROWS = 3;
    private static final double STEP = 0x1p-17;

    private Differences() {
    }

    /// A single number whose gradient by `y` is different at every element: Σ weight·y.
    static Value weighted(TestGraph net, Value y) {
        Value weight = net.add(new Op.Input("weight" + y.id(), y.shape(), new InputSpec.Kind.Real(), false));
        Value product = net.map(TestGraph.A.times(TestGraph.B), weight, y);
        return y.shape().equals(Shape.SCALAR) ? product
                : net.sum(product, IntStream.range(0, y.shape().rank()).boxed().toArray(Integer[]::new));
    }

    /// The gradient of `of` by each of `by` is that of differences, to 10⁻⁷, at three draws of numbers from 0.2 to 2.
    static void agree(TestGraph net, Value of, Value... by) {
        Map<Value, Value> gradients = Backprop.gradients(net.graph, of, List.of(by));
        assertThat(gradients.keySet()).containsExactly(by);
        for (int draw = 0; draw < 3; draw++) {
            Map<Value, double[]> given = draw(new Random(draw), of);
            gradients.forEach((value, gradient) -> {
                assertThat(gradient.shape()).isEqualTo(value.shape());
                double[] expected = differences(of, value, given);
                double[] actual = at(gradient, given);
                assertThat(actual).hasSameSizeAs(expected);
                for (int i = 0; i < actual.length; i++) {
                    assertThat(actual[i]).as("element %d of the gradient of %s by %s", i, of.op(), value.op())
                            .isCloseTo(expected[i], offset(1e-7 * (1 + Math.abs(expected[i]))));
                }
            });
        }
    }

    static double[] at(Value value, Map<Value, double[]> given) {
        return new GraphInterpreter(ROWS, Phase.TRAINING, given).value(value);
    }

    /// Content for all leaves below `value`; no two elements of one leaf are nearer than 2⁻¹⁰.
    static Map<Value, double[]> draw(Random random, Value value) {
        Map<Value, double[]> given = new HashMap<>();
        for (Value leaf : Graph.reachable(List.of(value))) {
            int size = Math.toIntExact(leaf.shape().size().at(ROWS));
            if (leaf.op() instanceof Op.Input(_, _, InputSpec.Kind.Label(var classes), _)) {
                given.put(leaf, random.ints(size, 0, classes).asDoubleStream().toArray());
            } else if (leaf.op() instanceof Op.Input || leaf.op() instanceof Op.Parameter) {
                given.put(leaf, random.ints(205, 2048).distinct().limit(size).mapToDouble(i -> i * 0x1p-10).toArray());
            }
        }
        return given;
    }

    private static double[] differences(Value of, Value by, Map<Value, double[]> given) {
        double[] result = new double[given.get(by).length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (shifted(of, by, given, i, STEP) - shifted(of, by, given, i, -STEP)) / (2 * STEP);
        }
        return result;
    }

    private static double shifted(Value of, Value by, Map<Value, double[]> given, int place, double step) {
        Map<Value, double[]> moved = new HashMap<>(given);
        double[] content = Arrays.copyOf(given.get(by), given.get(by).length);
        content[place] += step;
        moved.put(by, content);
        return at(of, moved)[0];
    }
}
