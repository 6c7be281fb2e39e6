package dev.gradc.compiler.autodiff;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.check.Subject;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A small graph around one op, at which a fault can be planted: the weighted sum of its result.
///
/// @param net where it was built
/// @param y the op's result
/// @param leaves what it is computed from
/// @param content of the leaves: from 0.3 to 1.7, unless the site gives its own
record Site(TestGraph net, Value y, List<Value> leaves, Map<Value, double[]> content) {
    private static final long SEED = 5;

    /// @param build makes the op over parameters
    /// @param own the content of some parameters, by name
    static Site of(Function<TestGraph, Value> build, Map<String, double[]> own) {
        TestGraph net = new TestGraph();
        Value y = build.apply(net);
        List<Value> leaves = Graph.reachable(List.of(y)).stream().filter(value -> value.op() instanceof Op.Parameter)
                .toList();
        SplittableRandom random = new SplittableRandom(SEED);
        Map<Value, double[]> content = new HashMap<>();
        for (Value leaf : leaves) {
            int size = Math.toIntExact(leaf.shape().size().at(0));
            double[] drawn = random.doubles(size, 0.3, 1.7).toArray();
            content.put(leaf, own.getOrDefault(leaf.name(), drawn));
        }
        return new Site(net, y, leaves, content);
    }

    /// The weighted sum with its gradients by a rule.
    Subject subject(Backprop.Rule rule) {
        Value weights = net.parameter("weights", y.shape().extents().toArray(Integer[]::new));
        Value terms = net.map(TestGraph.A.times(TestGraph.B), weights, y);
        Value root = net.sum(terms, IntStream.range(0, y.shape().rank()).boxed().toArray(Integer[]::new));
        return new Subject("the site", net.graph, root, Optional.empty(),
                Backprop.gradients(net.graph, root, leaves, rule), Map.of(), Map.of());
    }
}
