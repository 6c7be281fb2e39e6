package dev.gradc.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Definition;
import dev.gradc.compiler.autodiff.Backprop;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.interp.GraphInterpreter.Phase;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.rewrite.Canonicalize;
import dev.gradc.compiler.rewrite.InferenceFold;
import dev.gradc.compiler.rewrite.Phases;
import dev.gradc.compiler.rewrite.Stabilize;
import dev.gradc.gradcheck.draw.DrawnBatch;
import dev.gradc.gradcheck.draw.DrawnNetwork;
import dev.gradc.gradcheck.draw.Filling;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/// Drawn networks keep their values under the rewriting passes, and the passes come to an end.
@Domain(GradcDomain.class)
class RandomRewriteTest {
    private static final int ROWS = 3;
    private static final double UNIT = 0x1p-53;

    @Property
    void exactLawsKeepEveryBit(@ForAll DrawnNetwork network, @ForAll DrawnBatch batch) {
        GraphModule before = plain(network.network().definition());
        GraphModule after = Canonicalize.module(before);
        assertThat(Canonicalize.module(after)).isSameAs(after);
        GraphInterpreter graph = interpreter(batch.withRows(ROWS), before, after);
        for (int i = 0; i < before.roots().size(); i++) {
            double[] expected = graph.value(before.roots().get(i));
            assertThat(Arrays.mismatch(graph.value(after.roots().get(i)), expected))
                    .as("first element of result %d that differs", i).isEqualTo(-1);
        }
    }

    /// At ordinary numbers: at an edge, what stood before the laws overflows, and nothing bounds its rounding.
    @Property
    void stabilizingLawsKeepTheValuesButForRounding(@ForAll DrawnNetwork network, @ForAll DrawnBatch batch) {
        Definition definition = network.network().definition();
        GraphModule before = plain(definition);
        GraphModule stable = Compiler.derive(definition);
        assertThat(Stabilize.module(stable)).isSameAs(stable);
        GraphModule after = InferenceFold.module(stable).module();
        GraphInterpreter graph = interpreter(batch.withRows(ROWS).with(Filling.ORDINARY), before, after);
        if (before.entries().stream().noneMatch(entry -> Kinks.isNear(before, entry, graph))) {
            for (Entry entry : before.entries()) {
                Entry other = after.entries().stream().filter(e -> e.name().equals(entry.name())).findFirst()
                        .orElseThrow();
                entry.results().forEach(result -> compare(result, other, graph));
            }
        }
    }

    private static void compare(Result before, Entry entry, GraphInterpreter graph) {
        Value after = entry.results().stream().filter(result -> result.target().equals(before.target())).findFirst()
                .orElseThrow().value();
        double[] old = graph.value(before.value());
        double[] now = graph.value(after);
        int terms = 64 * (Graph.reachable(List.of(before.value())).size() + Graph.reachable(List.of(after)).size());
        for (int i = 0; i < old.length; i++) {
            if (Double.isFinite(old[i])) {
                assertThat(Math.abs(now[i] - old[i])).as("%s: %s was %s", before.target(), now[i], old[i])
                        .isLessThanOrEqualTo(terms * UNIT
                                * (graph.magnitude(before.value())[i] + graph.magnitude(after)[i]));
            }
        }
    }

    /// The entries `predict` and `gradients` as they are before any rewriting.
    private static GraphModule plain(Definition definition) {
        List<Result> outputs = new ArrayList<>();
        definition.outputs().forEach((name, value) -> outputs.add(new Result(new Target.Output(name), value)));
        Value loss = definition.loss().orElseThrow();
        Entry training = Phases.choose(definition.graph(),
                new Entry(Program.GRADIENTS, List.of(new Result(new Target.Output("loss"), loss))), true);
        List<Result> gradients = new ArrayList<>(training.results());
        List<Value> trainable = definition.parameters().stream()
                .filter(value -> value.op() instanceof Op.Parameter parameter && parameter.trainable()).toList();
        Backprop.gradients(definition.graph(), gradients.get(0).value(), trainable)
                .forEach((parameter, gradient) -> gradients.add(new Result(new Target.Gradient(parameter), gradient)));
        return Phases.afterDifferentiation(new GraphModule(definition.name(), definition.graph(), definition.inputs(),
                definition.parameters(),
                List.of(Phases.choose(definition.graph(), new Entry(Program.PREDICT, outputs), false),
                        new Entry(Program.GRADIENTS, gradients))));
    }

    private static GraphInterpreter interpreter(DrawnBatch batch, GraphModule before, GraphModule after) {
        List<Value> roots = new ArrayList<>(before.roots());
        roots.addAll(after.roots());
        Map<Value, double[]> given = new HashMap<>();
        for (Value leaf : Graph.reachable(roots)) {
            int size = Math.toIntExact(leaf.shape().size().at(ROWS));
            switch (leaf.op()) {
                case Op.Input input when input.kind() instanceof InputSpec.Kind.Label(var classes) -> given.put(leaf,
                        Arrays.stream(batch.labels(leaf.name(), size, classes)).asDoubleStream().toArray());
                case Op.Input input when input.kind() instanceof InputSpec.Kind.Distribution ->
                    given.put(leaf, batch.distributions(leaf.name(), size, leaf.shape().extent(1)));
                case Op.Random(_, var stream) -> given.put(leaf, batch.uniform("stream " + stream, size));
                case Op.Input _, Op.Parameter _ -> given.put(leaf, batch.numbers(leaf.name(), size));
                case Op.Scalar _ -> given.put(leaf, new double[]{0.125});
                default -> assertThat(leaf).isNotNull();
            }
        }
        return new GraphInterpreter(ROWS, Phase.TRAINING, given);
    }
}
