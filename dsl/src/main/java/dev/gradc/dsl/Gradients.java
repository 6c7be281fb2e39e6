package dev.gradc.dsl;

import dev.gradc.compiler.autodiff.Backprop;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.rewrite.Phases;
import java.util.List;

/// Gradients as values of the graph.
final class Gradients {
    private Gradients() {
    }

    static Tensor of(Tensor of, Tensor by) {
        Build build = of.build();
        Pointwise.sameNetwork(build, by);
        if (!of.isScalar()) {
            throw Lines.mistake(build.line(), "only a single number has a gradient, but " + of
                    + " came; take its sum or mean first");
        }
        if (Graph.reachable(List.of(of.value())).stream().noneMatch(value -> value.op() instanceof Op.Phase)) {
            return new Tensor(build, gradient(build.graph(), of.value(), by.value()));
        }
        Value training = inPhase(build.graph(), of.value(), by.value(), true);
        Value predicting = inPhase(build.graph(), of.value(), by.value(), false);
        return build.add(new Op.Phase(training, predicting));
    }

    private static Value gradient(Graph graph, Value of, Value by) {
        return Backprop.gradients(graph, of, List.of(by)).values().iterator().next();
    }

    /// The gradient as it is when training, or when predicting: what is random or costs differs between the two.
    private static Value inPhase(Graph graph, Value of, Value by, boolean training) {
        Entry both = new Entry("gradient", List.of(new Result(new Target.Output("of"), of),
                new Result(new Target.Output("by"), by)));
        List<Result> chosen = Phases.choose(graph, both, training).results();
        return gradient(graph, chosen.get(0).value(), chosen.get(1).value());
    }
}
