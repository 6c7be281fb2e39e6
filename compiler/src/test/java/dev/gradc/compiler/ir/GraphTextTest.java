package dev.gradc.compiler.ir;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static dev.gradc.compiler.TestGraph.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.StepScalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The text of a graph, there and back; and texts that no printer made.
class GraphTextTest {
    private static final Path GOLDEN = Path.of("src/test/resources/graph/every-op.txt");
    private static final Set<Class<?>> UNREAD = Set.of(Op.Phase.class, Op.StopGradient.class, Op.Custom.class);

    /// `-Dgolden.update=true` rewrites the file.
    @Test
    void everyOpAsText() throws IOException {
        String text = GraphPrinter.print(everyOp());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(GOLDEN, text);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void everyOpIsReadBack() {
        GraphModule module = everyOp();
        GraphModule read = GraphParser.parse(GraphPrinter.print(module));
        assertThat(GraphPrinter.print(read)).isEqualTo(GraphPrinter.print(module));
        assertThat(read.entries().stream().map(Entry::name)).containsExactly("predict", "train");
        assertThat(read.parameters().stream().map(Value::op)).containsExactlyElementsOf(
                module.parameters().stream().map(Value::op).toList());
        Set<Class<?>> ops = Graph.reachable(read.roots()).stream().map(value -> value.op().getClass())
                .collect(Collectors.toSet());
        ops.addAll(UNREAD);
        assertThat(ops).containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
    }

    @Test
    void whatIsNotNeededIsNotPrinted() {
        TestGraph net = new TestGraph();
        Value x = net.input("x", 3);
        net.map(A.negate(), x);
        String text = GraphPrinter.print(module(List.of(x), net.map(A.times(A), x)));
        assertThat(text).doesNotContain("-a").contains("%1: [batch, 3] = elementwise a*a [%0]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1, -1, 0.1, 1 / 3.0, 1e7, 12345678, 1e300, -1e-300, Double.MIN_VALUE,
        Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersKeepTheirBits(double number) {
        TestGraph net = new TestGraph();
        GraphModule read = GraphParser.parse(GraphPrinter.print(module(List.of(), net.constant(number))));
        assertThat(read.roots().get(0).op()).isEqualTo(new Op.Constant(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "a \" b \\ c", "größe", "层", "%0", "]", "\\\"", " "})
    void namesComeBack(String name) {
        TestGraph net = new TestGraph();
        Value x = net.input("x", 3);
        GraphModule read = GraphParser.parse(GraphPrinter.print(module(List.of(x), net.map(name, A.negate(), x))));
        assertThat(read.roots().get(0).name()).isEqualTo(name);
        assertThat(read.roots().get(0).origin()).isEqualTo(new Origin("Net.java", 2));
    }

    @Test
    void whatIsNotDerivedYetIsRefused() {
        TestGraph net = new TestGraph();
        Value x = net.input("x", 3);
        for (Op op : List.of(new Op.Phase(x, net.map(A.negate(), x)), new Op.StopGradient(x),
                new Op.Custom("mine", x, List.of(x), (_, _, gradient) -> List.of(gradient)))) {
            String text = GraphPrinter.print(module(List.of(x), net.add(op)));
            assertThatThrownBy(() -> GraphParser.parse(text)).isInstanceOf(GradcException.class)
                    .hasMessageContaining("only a graph that is derived already can be read");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%1: [batch, 3] = elementwise -a [%1]", "%1: [batch, 3] = elementwise -a [%2]",
        "%2: [batch, 3] = elementwise -a [%0]", "%1: [batch, 4] = elementwise -a [%0]",
        "%1: [batch, 3] = elementwise b [%0]", "%1: [batch, 3] = elementwise zz(a) [%0]",
        "%1: [batch, 3] = elementwise -a []", "%1: [batch, 3] = elementwise -a [%0", "%1: [batch, 3] = nonsense %0",
        "%1: [batch] = sum %0 [2]", "%1: [batch] = sum %0 []", "%1: [3] = slice %0 7 0 1",
        "%1: [batch, 1] = slice %0 1 2 2", "%1: [3, batch] = transpose %0 [1, 1]",
        "%1: [batch, 6] = concat [%0, %0] 0", "%1: [batch, 99999999999] = rows", "%1: [0] = rows",
        "%1: [] = constant 1e", "%1: [] = constant \"1\"", "%1: [] = constant 1 1", "%1: [batch, 3] = input \"x\" real",
        "%1: [batch, 3] = input \"x\" imaginary", "%1: [2] = parameter \"p\" trainable given [1]",
        "%1: [2147483647, 2] = rows", "%99999999999: [] = rows", "output \"y\" %0", "entry \"a", "what", "$"})
    void aFaultIsToldWithItsLine(String line) {
        String text = "gradc graph 1\nmodel \"m\"\n%0: [batch, 3] = input \"x\" real\n" + line + "\n";
        assertThatThrownBy(() -> GraphParser.parse(text)).isInstanceOf(GradcException.class)
                .satisfies(e -> assertThat(e.getMessage()).containsAnyOf("line 4", "the name \"x\""));
    }

    @Test
    void sizeAndDepthDoNotOverflowTheStack() {
        String head = "gradc graph 1\nmodel \"" + "\\\\".repeat(100_000) + "\"\n%0: [batch] = input \"x\" real\n";
        String tail = "inputs [%0]\nparameters []\n";
        assertThat(GraphParser.parse(head + tail).name()).hasSize(100_000);
        for (String formula : List.of("a" + " + a".repeat(100_000), "(".repeat(100_000) + "a" + ")".repeat(100_000),
                "exp(".repeat(100_000))) {
            assertThatThrownBy(
                    () -> GraphParser.parse(head + "%1: [batch] = elementwise " + formula + " [%0]\n" + tail))
                    .isInstanceOf(GradcException.class).hasMessageContaining("line 4 is nested deeper than 500");
        }
        StringBuilder chain = new StringBuilder(head);
        for (int i = 1; i < 20_000; i++) {
            chain.append("%" + i + ": [batch] = elementwise a + 1 [%" + (i - 1) + "]\n");
        }
        GraphModule deep = GraphParser.parse(chain + tail + "entry \"predict\"\n  output \"y\" %19999\n");
        assertThat(GraphPrinter.print(deep)).contains("%19999: [batch] = elementwise a + 1 [%19998]");
    }

    /// A module with every op and every kind of attribute.
    private static GraphModule everyOp() {
        TestGraph net = new TestGraph();
        Value x = net.input("x", 4);
        Value rolled = net.add(new Op.Input("x", x.shape(), new InputSpec.Kind.Real(), true));
        Value p = net.distribution("p", 4);
        Value labels = net.labels("y", 4);
        List<Value> parameters = new ArrayList<>();
        for (Initializer initializer : List.of(new Initializer.Constant(0.5),
                new Initializer.Given(1, -0.0, 0.1, 1e-300),
                new Initializer.Uniform(-1, 1), new Initializer.Normal(0, 0.02), new Initializer.Orthogonal(1))) {
            String name = "w" + parameters.size();
            parameters.add(net.add(name, new Op.Parameter(name, Shape.of(4), initializer, parameters.size() != 2)));
        }
        Value matrix = net.parameter("matrix", 4, 3);
        Value slot = net.add("matrix.m", new Op.Slot("matrix.m", matrix, 0.1));
        Value hidden = net.map("a \"name\"", A.plus(B), net.matmul(x, matrix),
                net.broadcast(net.slice(parameters.get(0), 0, 0, 3), Shape.of(Shape.BATCH, 3), 1));
        Value scalars = List.<StepScalar>of(new StepScalar.LearningRate(), new StepScalar.StepNumber(),
                new StepScalar.BiasCorrection(0.999), new StepScalar.MixShare(0.2, 1)).stream()
                .map(scalar -> net.add(new Op.Scalar(scalar))).reduce((a, b) -> net.map(A.times(B), a, b))
                .orElseThrow();
        Value all = parameters.stream().reduce((a, b) -> net.map(A.minus(B), a, b)).orElseThrow();
        Value row = net.concat(1, net.transpose(net.reshape(hidden, 3, Shape.BATCH), 1, 0), net.softmax(x),
                net.add(new Op.LogSoftmax(rolled)), net.add(new Op.OneHot(labels, 4)), p,
                net.add(new Op.Random(x.shape(), 0)));
        Value number = net.map(A.over(B).times(C), net.max(net.sum(row, 1), 0), net.add(new Op.Rows()),
                net.map(A.plus(B), scalars, net.map(A.times(B), net.sum(all, 0), net.constant(2))));
        return new GraphModule("every op", net.graph, List.of(x, rolled, p, labels),
                Stream.concat(parameters.stream(), Stream.of(matrix)).toList(),
                List.of(new Entry("predict", List.of(new Result(new Target.Output("row"), row))), new Entry("train",
                        List.of(new Result(new Target.Output("loss"), number),
                                new Result(new Target.Gradient(matrix), slot),
                                new Result(new Target.Update(matrix), slot),
                                new Result(new Target.Update(slot), matrix)))));
    }

    private static GraphModule module(List<Value> inputs, Value... results) {
        return new GraphModule("m", new Graph(), inputs, List.of(), List.of(new Entry("predict", Arrays.stream(results)
                .map(value -> new Result(new Target.Output("y"), value)).toList())));
    }
}
