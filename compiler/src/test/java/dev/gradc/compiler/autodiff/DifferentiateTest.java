package dev.gradc.compiler.autodiff;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr.Call;
import dev.gradc.compiler.scalar.Fn;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferentiateTest {
    private final TestGraph net = new TestGraph();
    private final Value x = net.input("x", 4);
    private final Value w = net.parameter("w", 4, 1);
    private final Value b = net.parameter("b", 1);
    private final Value frozen = net.add("frozen", new Op.Parameter("frozen", Shape.of(1), new Initializer.Normal(0, 1),
            false));
    private final Value z = net.affine("z", x, w, b);
    private final Value y = net.map("y", new Call(Fn.TANH, A), z);
    private final Value scaled = net.map(A.times(B), y, net.broadcast(frozen, y.shape(), 1));
    private final Value loss = net.mean(net.reshape(scaled, Shape.BATCH));
    private final Entry predict = entry("predict", new Result(new Target.Output("y"), y));
    private final Entry train = entry(Program.TRAIN, new Result(new Target.Output("loss"), loss));
    private final List<Map<Value, Value>> asked = new ArrayList<>();
    private final Definition.UpdateRule updates = gradients -> {
        asked.add(gradients);
        return List.of(new Result(new Target.Update(w), gradients.get(w)));
    };

    @Test
    void aModuleWithoutTrainingKeepsItsEntries() {
        GraphModule module = module(predict);
        assertThat(Differentiate.module(module, updates)).isEqualTo(module);
        assertThat(asked).isEmpty();
    }

    @Test
    void gradientsComeBeforeTraining() {
        GraphModule result = Differentiate.module(module(predict, train), updates);
        assertThat(result.entries()).extracting(Entry::name).containsExactly("predict", Program.GRADIENTS,
                Program.TRAIN);
        assertThat(result.entries().get(0)).isSameAs(predict);
        assertThat(result.name()).isEqualTo("net");
        assertThat(result.graph()).isSameAs(net.graph);
        assertThat(result.inputs()).containsExactly(x);
        assertThat(result.parameters()).containsExactly(w, frozen, b);
    }

    @Test
    void bothEntriesGiveTheLossAndWhatTheyAreFor() {
        GraphModule result = Differentiate.module(module(predict, train), updates);
        Map<Value, Value> gradients = Backprop.gradients(net.graph, loss, List.of(w, b));
        Result first = train.results().get(0);
        assertThat(result.entries().get(1).results()).containsExactly(first,
                new Result(new Target.Gradient(w), gradients.get(w)),
                new Result(new Target.Gradient(b), gradients.get(b)));
        assertThat(result.entries().get(2).results()).containsExactly(first,
                new Result(new Target.Update(w), gradients.get(w)));
    }

    @Test
    void onlyTrainableParametersHaveGradients() {
        Differentiate.module(module(predict, train), updates);
        assertThat(asked).singleElement().satisfies(gradients -> assertThat(gradients.keySet()).containsExactly(w, b));
    }

    @Test
    void aParameterThatIsNotUsedHasZeros() {
        Value unused = net.parameter("unused", 2);
        GraphModule module = new GraphModule("net", net.graph, List.of(x), List.of(unused, w, b), List.of(train));
        Differentiate.module(module, updates);
        assertThat(asked.get(0)).containsEntry(unused, net.broadcast(net.constant(0), Shape.of(2)));
    }

    @Test
    void gradientsAreCalledAfterTheirValues() {
        Differentiate.module(module(predict, train), updates);
        Map<Value, Value> gradients = Backprop.gradients(net.graph, loss, List.of(w, b, y, z));
        assertThat(gradients.values()).extracting(Value::name).containsExactly("∂w", "∂b", "∂y", "∂z");
    }

    /// What the loss does not reach by a trainable parameter has no gradient, and so no name for one.
    @Test
    void aNamedValueThatNoParameterReachesHasNoGradient() {
        Value input = net.map("input", A.times(A), x);
        Value sum = net.map("loss2", A.plus(B), loss, net.sum(input, 0, 1));
        GraphModule module = new GraphModule("net", net.graph, List.of(x), List.of(w, b),
                List.of(entry(Program.TRAIN, new Result(new Target.Output("loss"), sum))));
        Differentiate.module(module, updates);
        assertThat(Backprop.gradients(net.graph, sum, List.of(input)).get(input).name()).isEmpty();
    }

    private static Entry entry(String name, Result... results) {
        return new Entry(name, List.of(results));
    }

    private GraphModule module(Entry... entries) {
        return new GraphModule("net", net.graph, List.of(x), List.of(w, frozen, b), List.of(entries));
    }
}
