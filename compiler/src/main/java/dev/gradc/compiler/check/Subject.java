package dev.gradc.compiler.check;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Definition;
import dev.gradc.compiler.autodiff.Backprop;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Origin;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.rewrite.Phases;
import dev.gradc.compiler.rewrite.Stabilize;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What is checked: a number that a graph computes, and its derivatives as the compiler derives them.
///
/// @param name what it is called
/// @param graph where its values live
/// @param root the number, as it was written
/// @param weighed the tensor of which the root is a weighed sum; empty where the root itself is what matters
/// @param gradients the gradient of the root by each leaf
/// @param directions for the second order an input of each leaf's shape
/// @param products for the second order the product of the Hessian with the directions, for each leaf
public record Subject(String name, Graph graph, Value root, Optional<Weighed> weighed, Map<Value, Value> gradients,
        Map<Value, Value> directions, Map<Value, Value> products) {

    /// A tensor y of which the root is ⟨cotangent, y⟩.
    ///
    /// @param output y
    /// @param cotangent the input that weighs it
    public record Weighed(Value output, Value cotangent) {
    }

    /// The training loss of a network by its trainable parameters.
    ///
    /// @throws GradcException when there is no loss, no trainable parameter, or the derivative cannot be derived
    public static Subject of(Definition definition, int order) {
        Value loss = definition.loss().orElseThrow(() -> new GradcException("the network " + definition.name()
                + " has no loss, so it has no gradients to check; declare one with loss(…)"));
        Map<Value, Value> gradients = gradients(Compiler.derive(definition));
        Subject first = new Subject(definition.name(), definition.graph(), loss, Optional.empty(), gradients,
                Map.of(), Map.of());
        return order == 1 ? first.orFail() : first.orFail().derived(List.copyOf(gradients.keySet()), order);
    }

    /// A function by some of its inputs and parameters.
    ///
    /// @param definition a network whose loss is the function's number, or ⟨cotangent, output⟩
    /// @param weighed the output and its cotangent, where there are such
    /// @param leaves the inputs and parameters by which it is differentiated
    /// @throws GradcException when the derivative cannot be derived
    public static Subject of(Definition definition, Optional<Weighed> weighed, List<Value> leaves, int order) {
        return new Subject(definition.name(), definition.graph(), definition.loss().orElseThrow(), weighed,
                Map.of(), Map.of(), Map.of()).derived(leaves, order);
    }

    /// The training loss of a derived module by its trainable parameters. Where the user's gradient is not that of what is
    /// computed (it was stopped, or has a rule of its own), it is found to be wrong.
    ///
    /// @throws GradcException when there is no loss, or no trainable parameter
    public static Subject of(GraphModule derived) {
        Value loss = loss(derived).orElseThrow(() -> new GradcException("the network " + derived.name()
                + " has no loss, so it has no gradients to check; declare one with loss(…)"));
        return new Subject(derived.name(), derived.graph(), loss, Optional.empty(), gradients(derived),
                Map.of(), Map.of()).orFail();
    }

    /// The same under another name.
    public Subject named(String other) {
        return new Subject(other, graph, root, weighed, gradients, directions, products);
    }

    /// The inputs and parameters that the number depends on; an input that is rolled is the one that is not.
    public List<Value> inputs() {
        return Graph.reachable(List.of(root)).stream().filter(value -> value.op() instanceof Op.Parameter
                || value.op() instanceof Op.Input(_, _, _, var rolled) && !rolled).toList();
    }

    /// The input or parameter of that name that the number depends on.
    public Optional<Value> input(String called) {
        return inputs().stream().filter(value -> nameOf(value).equals(called)).findFirst();
    }

    /// The user's line to look at where the derivative by a leaf is wrong: a parameter's own; a function's for its inputs.
    Origin line(Value leaf) {
        return leaf.op() instanceof Op.Parameter ? leaf.origin()
                : weighed.map(Weighed::output).orElse(root).origin();
    }

    /// The leaves.
    List<Value> leaves() {
        return List.copyOf(gradients.keySet());
    }

    private Subject orFail() {
        if (gradients.isEmpty()) {
            throw new GradcException("the network " + name + " has no trainable parameter to check");
        }
        return this;
    }

    /// The training loss of a derived module, where it has gradients.
    static Optional<Value> loss(GraphModule derived) {
        return results(derived).stream().filter(result -> result.target() instanceof Target.Output).map(Result::value)
                .findFirst();
    }

    private static List<Result> results(GraphModule derived) {
        return derived.entries().stream().filter(entry -> entry.name().equals(Program.GRADIENTS))
                .flatMap(entry -> entry.results().stream()).toList();
    }

    private static Map<Value, Value> gradients(GraphModule derived) {
        Map<Value, Value> gradients = new LinkedHashMap<>();
        for (Result result : results(derived)) {
            if (result.target() instanceof Target.Gradient(var parameter)) {
                gradients.put(parameter, result.value());
            }
        }
        return gradients;
    }

    /// The subject with its derivatives by `leaves`, by way of the compiler's passes: stabilised before and after differentiation.
    private Subject derived(List<Value> leaves, int order) {
        Entry training = Phases.choose(graph,
                new Entry(Program.TRAIN, List.of(new Result(new Target.Output("root"), root))), true);
        Value stable = Stabilize.module(module(training)).roots().get(0);
        Map<Value, Value> first = Backprop.gradients(graph, stable, leaves);
        Map<Value, Value> ways = new LinkedHashMap<>();
        List<Value> all = new ArrayList<>(first.values());
        if (order == 2) {
            leaves.forEach(leaf -> ways.put(leaf, direction(leaf)));
            all.addAll(Backprop.gradients(graph, product(first, ways), leaves).values());
        }
        List<Result> results = all.stream().map(value -> new Result(new Target.Output("derived"), value)).toList();
        List<Value> done = Stabilize
                .module(Phases.afterDifferentiation(module(new Entry(Program.GRADIENTS, results)))).roots();
        return new Subject(name, graph, root, weighed, zip(leaves, done, 0), ways,
                order == 2 ? zip(leaves, done, leaves.size()) : Map.of());
    }

    private GraphModule module(Entry entry) {
        return new GraphModule(name, graph, List.of(), List.of(), List.of(entry));
    }

    private static Map<Value, Value> zip(List<Value> leaves, List<Value> values, int from) {
        Map<Value, Value> zipped = new LinkedHashMap<>();
        IntStream.range(0, leaves.size()).forEach(i -> zipped.put(leaves.get(i), values.get(from + i)));
        return zipped;
    }

    private Value direction(Value leaf) {
        String called = "direction of " + nameOf(leaf);
        Op op = leaf.shape().hasBatch()
                ? new Op.Input(called, leaf.shape(), new InputSpec.Kind.Real(), false)
                : new Op.Parameter(called, leaf.shape(), new Initializer.Constant(0), false);
        return graph.add(op, called, leaf.origin());
    }

    /// ⟨gradient, direction⟩ over all leaves.
    private Value product(Map<Value, Value> first, Map<Value, Value> ways) {
        Value sum = graph.add(new Op.Constant(0), root);
        for (Map.Entry<Value, Value> gradient : first.entrySet()) {
            Value leaf = gradient.getKey();
            Value terms = graph.map(leaf, Expr.arg(0).times(Expr.arg(1)), gradient.getValue(), known(ways, leaf));
            List<Integer> axes = IntStream.range(0, leaf.shape().rank()).boxed().toList();
            Value total = axes.isEmpty() ? terms : graph.add(new Op.Reduce(Op.Reduction.SUM, terms, axes), leaf);
            sum = graph.map(leaf, Expr.arg(0).plus(Expr.arg(1)), sum, total);
        }
        return sum;
    }

    /// A leaf's name.
    static String nameOf(Value leaf) {
        return switch (leaf.op()) {
            case Op.Parameter parameter -> parameter.name();
            case Op.Input input -> input.name();
            default -> leaf.name();
        };
    }

    /// All values that a check looks at.
    List<Value> roots() {
        List<Value> roots = new ArrayList<>(List.of(root));
        roots.addAll(gradients.keySet());
        roots.addAll(gradients.values());
        roots.addAll(directions.values());
        roots.addAll(products.values());
        weighed.ifPresent(both -> roots.addAll(List.of(both.output(), both.cotangent())));
        return roots;
    }

    /// How many elements a value has.
    static int size(Value value, int rows) {
        return Math.toIntExact(value.shape().size().at(rows));
    }

    /// Where an element stands: `[2, 3]`; empty for a single number.
    static String coordinates(Shape shape, int element, int rows) {
        List<String> parts = new ArrayList<>();
        int rest = element;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            int extent = shape.extent(axis) == Shape.BATCH ? rows : shape.extent(axis);
            parts.addFirst(Integer.toString(rest % extent));
            rest /= extent;
        }
        return parts.isEmpty() ? "" : parts.toString();
    }

    /// What a map of all leaves has for one.
    static <T> T known(Map<Value, T> of, Value leaf) {
        T known = of.get(leaf);
        if (known == null) {
            throw new IllegalArgumentException("not a leaf: " + leaf.op());
        }
        return known;
    }

    /// A point with some of its content changed.
    static Map<Value, double[]> with(Map<Value, double[]> point, Map<Value, double[]> changes) {
        Map<Value, double[]> all = new HashMap<>(point);
        all.putAll(changes);
        return all;
    }
}
