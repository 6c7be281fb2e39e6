package dev.gradc.compiler.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.interp.GraphInterpreter.Phase;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.GraphPrinter;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.runtime.InputSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Checks a rewriting: by the values that it leaves, and by what they evaluate to on rows drawn from given numbers.
final class Rewrites {
    static final int ROWS = 3;
    static final double[] EDGES = {0.0, -0.0, 1, -1, 2.5, -0.3, 1e-310, -1e-310, 1e300, -1e300, Double.MAX_VALUE,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
    static final double[] ORDINARY = {0.0, 1, -1, 2.5, -0.3, 0.7, -2.2, 3.1};

    private Rewrites() {
    }

    static Value apply(TestGraph net, Rewriter.Rule rule, Value value) {
        Value result = Rewriter.rewrite(net.graph, List.of(value), rule).get(0);
        assertThat(Rewriter.rewrite(net.graph, List.of(result), rule)).containsExactly(result);
        assertThat(result.shape()).isEqualTo(value.shape());
        return result;
    }

    /// Fails with the text of both where they are not one value.
    static void same(TestGraph net, Value actual, Value expected) {
        assertThat(text(net, actual)).isEqualTo(text(net, expected));
        assertThat(actual).isSameAs(expected);
    }

    private static String text(TestGraph net, Value value) {
        return GraphPrinter.print(new GraphModule("net", net.graph, List.of(), List.of(),
                List.of(new Entry("e", List.of(new Result(new Target.Output("y"), value))))))
                .replaceAll(" @ \"Net.java\" \\d+", "");
    }

    /// Content for all leaves below `values`: distributions sum up to 1, labels are classes, all else is drawn.
    static Map<Value, double[]> draw(Random random, double[] numbers, Value... values) {
        Map<Value, double[]> given = new HashMap<>();
        for (Value leaf : Graph.reachable(List.of(values))) {
            int size = Math.toIntExact(leaf.shape().size().at(ROWS));
            switch (leaf.op()) {
                case Op.Input input when input.kind() instanceof InputSpec.Kind.Label(var classes) -> given.put(leaf,
                        random.ints(size, 0, classes).asDoubleStream().toArray());
                case Op.Input input when input.kind() instanceof InputSpec.Kind.Distribution -> given.put(leaf,
                        distribution(random, size, leaf.shape()));
                case Op.Input _, Op.Parameter _, Op.Slot _, Op.Random _, Op.Scalar _ -> given.put(leaf,
                        random.ints(size, 0, numbers.length).mapToDouble(i -> numbers[i]).toArray());
                default -> assertThat(leaf).isNotNull();
            }
        }
        return given;
    }

    private static double[] distribution(Random random, int size, Shape shape) {
        int width = shape.extent(shape.rank() - 1);
        double[] rows = new double[size];
        for (int row = 0; row < size; row += width) {
            double[] weights = random.doubles(width).toArray();
            double sum = Arrays.stream(weights).sum();
            for (int i = 0; i < width; i++) {
                rows[row + i] = weights[i] / sum;
            }
        }
        return rows;
    }

    static void sameBits(Value before, Value after) {
        Random random = new Random(3);
        for (int draw = 0; draw < 50; draw++) {
            Map<Value, double[]> given = draw(random, draw % 2 == 0 ? EDGES : ORDINARY, before, after);
            GraphInterpreter interpreter = new GraphInterpreter(ROWS, Phase.TRAINING, given);
            assertThat(interpreter.value(after)).as("%s as %s", before.op(), after.op())
                    .containsExactly(interpreter.value(before));
        }
    }

    /// Equal at ordinary operands, but for rounding.
    static void close(Value before, Value after) {
        Random random = new Random(3);
        for (int draw = 0; draw < 20; draw++) {
            Map<Value, double[]> given = draw(random, ORDINARY, before, after);
            GraphInterpreter interpreter = new GraphInterpreter(ROWS, Phase.TRAINING, given);
            double[] old = interpreter.value(before);
            double[] scale = interpreter.magnitude(before);
            double[] now = interpreter.value(after);
            for (int i = 0; i < old.length; i++) {
                if (Double.isFinite(old[i])) {
                    assertThat(Math.abs(now[i] - old[i])).as("%s as %s", before.op(), after.op())
                            .isLessThanOrEqualTo(0x1p-46 * (scale[i] + interpreter.magnitude(after)[i]));
                }
            }
        }
    }
}
