package dev.gradc.compiler.ir;

import static dev.gradc.compiler.TestGraph.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.InputSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each demand by a module that breaks it.
class GraphVerifierTest {
    private final TestGraph net = new TestGraph();
    private final Value x = net.input("x", 3);
    private final Value labels = net.labels("y", 3);
    private final Value w = net.parameter("w", 3);
    private final Value slot = net.add(new Op.Slot("w.m", w, 0));
    private final Value gradient = net.sum(x, 0);

    @Test
    void aModuleThatIsWellFormed() {
        GraphModule module = module(List.of(x, labels), List.of(w),
                new Entry("predict", List.of(output("y", net.add(new Op.OneHot(labels, 3))))),
                new Entry("train", List.of(output("loss", net.sum(w, 0)), update(w, gradient), update(slot, gradient),
                        new Result(new Target.Gradient(w), gradient))));
        assertThat(GraphVerifier.verify(module)).isSameAs(module);
    }

    @Test
    void leavesAreListed() {
        fails(module(List.of(), List.of(w), predict(x)), "an input that the module does not list");
        fails(module(List.of(x), List.of(), predict(w)), "a parameter that the module does not list");
        fails(module(List.of(x), List.of(), predict(slot)), "a slot of no parameter", "does not list");
        fails(module(List.of(w), List.of(), predict(x)), "an input is none");
        fails(module(List.of(x), List.of(x), predict(x)), "a parameter is none");
    }

    @Test
    void inputsHaveRowsAndLabelsAreClasses() {
        Value flat = net.add(new Op.Input("flat", Shape.of(3), new InputSpec.Kind.Real(), false));
        fails(module(List.of(flat), List.of(), predict(flat)), "an input without rows");
        fails(module(List.of(labels), List.of(), predict(net.map(A.negate(), labels))), "as if they were numbers");
        fails(module(List.of(labels), List.of(), predict(labels)), "labels are no result");
        fails(module(List.of(labels), List.of(), predict(net.add(new Op.OneHot(labels, 4)))), "of no such labels");
        Value number = net.input("number");
        fails(module(List.of(number), List.of(), predict(net.add(new Op.OneHot(number, 3)))), "of no such labels");
        fails(module(List.of(), List.of(), predict(net.add(new Op.Random(Shape.of(Shape.BATCH), 1 << 20)))),
                "there is no stream 1048576");
    }

    @Test
    void targetsFitAndAreMetOnce() {
        Value other = net.add("v", new Op.Parameter("v", Shape.of(3), new Initializer.Constant(0), true));
        fails(train(update(w, net.sum(x, 0, 1))), "cannot become");
        fails(train(update(x, x)), "cannot become");
        fails(train(update(other, gradient)), "cannot become");
        fails(train(new Result(new Target.Gradient(other), gradient)), "is no gradient of");
        fails(train(new Result(new Target.Gradient(w), x)), "is no gradient of");
        fails(train(update(w, gradient), update(w, w)), "two results go to");
        fails(train(output("a", x), output("a", w)), "two results go to");
        fails(module(List.of(x), List.of(w), predict(x), predict(x)), "two entries are called predict");
    }

    private GraphModule train(Result... results) {
        return module(List.of(x), List.of(w), new Entry("train", List.of(results)));
    }

    private static Entry predict(Value value) {
        return new Entry("predict", List.of(output("y", value)));
    }

    private static Result output(String name, Value value) {
        return new Result(new Target.Output(name), value);
    }

    private static Result update(Value state, Value value) {
        return new Result(new Target.Update(state), value);
    }

    private GraphModule module(List<Value> inputs, List<Value> parameters, Entry... entries) {
        return new GraphModule("m", net.graph, inputs, parameters, List.of(entries));
    }

    private static void fails(GraphModule module, String... messages) {
        assertThatThrownBy(() -> GraphVerifier.verify(module)).isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).containsAnyOf(messages));
    }
}
