package dev.gradc.dsl;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Origin;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.runtime.GradcException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A network in the making: its graph, and what belongs to it.
final class Build {
    private final String model;
    private final Graph graph = new Graph();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> parameters = new ArrayList<>();
    private final List<Tensor> penalties = new ArrayList<>();
    private final Set<Value> scores = new HashSet<>();
    private final Map<Layer, Scope> scopes = new IdentityHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Origin> names = new HashMap<>();
    private final Deque<Origin> lines = new ArrayDeque<>();
    private final Map<MixUp, Integer> mixStreams = new IdentityHashMap<>();
    private int streams;

    Build(String model) {
        this.model = model;
    }

    String model() {
        return model;
    }

    Graph graph() {
        return graph;
    }

    List<Value> inputs() {
        return Collections.unmodifiableList(inputs);
    }

    List<Value> parameters() {
        return Collections.unmodifiableList(parameters);
    }

    /// What is added to the loss when training.
    List<Tensor> penalties() {
        return penalties;
    }

    /// The line that a value made now belongs to.
    Origin line() {
        Origin line = lines.peek();
        return line != null ? line : Lines.here();
    }

    /// The user's file, for what is missing in it and has no line.
    Origin file() {
        return Stream.concat(inputs.stream(), parameters.stream()).findFirst()
                .map(value -> new Origin(value.origin().file(), 0)).orElse(Origin.NONE);
    }

    /// Runs `made` so that what it makes belongs to `line`.
    <T> T at(Origin line, Supplier<T> made) {
        lines.push(line);
        try {
            return made.get();
        } finally {
            lines.pop();
        }
    }

    Tensor add(Op op, String name) {
        return new Tensor(this, located(() -> graph.add(op, name, line())));
    }

    /// The graph's own checks are the last ones: what they say gets the user's line.
    private <T> T located(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new GradcException(line() + ": " + e.getMessage(), e);
        }
    }

    Tensor add(Op op) {
        return add(op, "");
    }

    Tensor number(double value) {
        return add(new Op.Constant(value));
    }

    Tensor input(Op.Input op) {
        take(op.name());
        Tensor input = add(op, op.name());
        inputs.add(input.value());
        return input;
    }

    Tensor parameter(String name, Initial initial, boolean trainable, int... extents) {
        Shape shape = shape("the parameter \"" + name + "\"", extents);
        Origin line = line();
        take(name);
        int size = shape.extents().stream().reduce(1, Math::multiplyExact);
        Op op = new Op.Parameter(name, shape, initial.resolve(Initial.Fans.of(shape), size, line), trainable);
        Tensor parameter = add(op, name);
        parameters.add(parameter.value());
        return parameter;
    }

    private void take(String name) {
        Lines.name(line(), name);
        Origin before = names.putIfAbsent(name, line());
        if (before != null) {
            throw Lines.mistake(line(), "the name \"" + name + "\" is taken already by " + before
                    + "; give one of the two another name");
        }
    }

    /// A shape without the batch.
    Shape shape(String what, int... extents) {
        List<Integer> list = Arrays.stream(extents).boxed().toList();
        if (list.stream().anyMatch(extent -> extent < 1)) {
            throw Lines.mistake(line(), what + " has the extents " + list + ", but each must be at least 1");
        }
        return located(() -> new Shape(list));
    }

    /// The parameters of a layer; the same for every use of the same layer object.
    Scope scope(Layer layer, String kind, String name) {
        return scopes.computeIfAbsent(layer, _ -> new Scope(this, kind, name));
    }

    /// 1 for the first of its kind, then 2, …
    int count(String kind) {
        return counts.merge(kind, 1, Integer::sum);
    }

    /// A new stream of random numbers.
    int stream() {
        return streams++;
    }

    /// The stream of a mix's shares; the same for all that it mixes.
    int stream(MixUp mix) {
        return mixStreams.computeIfAbsent(mix, _ -> stream());
    }

    /// Remembers the result of an affine map, which is no probability.
    void scores(Tensor x) {
        scores.add(x.value());
    }

    /// Whether `x` came straight from an affine map.
    boolean isScores(Tensor x) {
        return scores.contains(x.value());
    }
}
