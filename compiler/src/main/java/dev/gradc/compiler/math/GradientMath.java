package dev.gradc.compiler.math;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.autodiff.Backprop;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.runtime.GradcException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The derivation of a network as mathematics: its forward pass by layers, its loss, and the gradient by everything that
/// has a name, from the loss back to the first layer, for one example. Where the loss is a mean over the batch, the mean's
/// 1/B is said once; a penalty on the parameters that is added to such a mean stands for itself.
public final class GradientMath {
    private static final String LOSS = "loss";
    private static final String PENALTY = "penalty";
    private static final Pattern LAYER = Pattern.compile("z(\\d+)");
    private static final Pattern PARAMETER = Pattern.compile("(?:z|affine)(\\d*)\\.(weight|bias)");

    private final Definition definition;
    private final Map<Value, String> named = new LinkedHashMap<>();
    private final LossParts parts;

    private GradientMath(Definition definition, Value loss) {
        this.definition = definition;
        this.parts = LossParts.of(loss);
        name();
    }

    /// The derivation's text.
    ///
    /// @param definition the network as it was written
    /// @param loss its training loss, stable
    /// @param simplify what the compiler does to a graph after differentiation
    public static String print(Definition definition, Value loss, UnaryOperator<GraphModule> simplify) {
        if (definition.parameters().isEmpty()) {
            throw new GradcException(
                    "the network " + definition.name() + " has no parameters, so there is no gradient");
        }
        return new GradientMath(definition, loss).text(simplify);
    }

    private void name() {
        Set<Value> active = new HashSet<>(definition.parameters());
        for (Value value : Graph.reachable(List.of(parts.loss()))) {
            boolean isActive = value.operands().stream().anyMatch(active::contains);
            if (isActive) {
                active.add(value);
            }
            if (value.op() instanceof Op.Parameter parameter) {
                named.put(value, parameterName(parameter.name()));
            } else if (isActive && value != parts.loss() && value.shape().rank() > 1) {
                activationName(value).ifPresent(name -> named.put(value, name));
            }
        }
    }

    /// `z3.weight` is W3; other layers' parameters keep their names.
    private static String parameterName(String name) {
        Matcher matcher = PARAMETER.matcher(name);
        return matcher.matches() ? (matcher.group(2).equals("weight") ? "W" : "b") + matcher.group(1) : name;
    }

    /// The user's name; what is made of z3 alone, elementwise, is o3.
    private Optional<String> activationName(Value value) {
        if (!value.name().isEmpty()) {
            return Optional.of(value.name());
        }
        if (value.op() instanceof Op.Elementwise(_, var args) && args.size() == 1 && named.containsKey(args.get(0))) {
            Matcher matcher = LAYER.matcher(named.getOrDefault(args.get(0), ""));
            return matcher.matches() ? Optional.of("o" + matcher.group(1)) : Optional.empty();
        }
        return Optional.empty();
    }

    private String text(UnaryOperator<GraphModule> simplify) {
        Graph graph = definition.graph();
        List<Value> by = named.keySet().stream().filter(value -> !(value.op() instanceof Op.Parameter parameter)
                || parameter.trainable()).toList();
        List<Result> results = new ArrayList<>();
        results.add(new Result(new Target.Output(LOSS), parts.loss()));
        parts.penalty().ifPresent(penalty -> results.add(new Result(new Target.Output(PENALTY), penalty)));
        named.forEach((value, name) -> results.add(new Result(new Target.Output(name), value)));
        Value total = parts.isMean()
                ? graph.add(new Op.Reduce(Op.Reduction.SUM, parts.loss(), List.of(0)), parts.loss())
                : parts.loss();
        parts.penalty().ifPresent(penalty -> {
            Set<Value> penalized = new HashSet<>(Graph.reachable(List.of(penalty)));
            results.addAll(gradients(penalty, PENALTY, by.stream().filter(penalized::contains).toList()));
        });
        results.addAll(gradients(total, LOSS, by));
        GraphModule module = simplify.apply(new GraphModule(definition.name(), graph, definition.inputs(),
                definition.parameters(), List.of(new Entry("math", results))));
        return print(module.entries().get(0).results());
    }

    private List<Result> gradients(Value of, String name, List<Value> by) {
        List<Result> results = new ArrayList<>();
        Backprop.gradients(definition.graph(), of, by).forEach((value, gradient) -> results
                .add(new Result(new Target.Output("∂" + name + "/∂" + named.get(value)), gradient)));
        return results;
    }

    private String print(List<Result> results) {
        List<String> whole = List.of(LOSS, PENALTY);
        Map<Value, String> names = new HashMap<>();
        results.stream().filter(result -> !whole.contains(nameOf(result)))
                .forEach(result -> names.putIfAbsent(result.value(), nameOf(result)));
        ValueMath math = new ValueMath(names);
        List<String> forward = new ArrayList<>();
        List<String> losses = new ArrayList<>();
        List<String> backward = new ArrayList<>();
        for (Result result : results) {
            String name = nameOf(result);
            boolean isLeaf = result.value().op() instanceof Op.Parameter;
            if (name.startsWith("∂")) {
                backward.add(name + " = " + line(result, names, math));
            } else if (whole.contains(name)) {
                losses.add(name + " = " + math.definition(result.value()).text());
            } else if (!isLeaf) {
                forward.add(name + " = " + math.definition(result.value()).text());
            }
        }
        forward.addAll(losses);
        return heading() + "\n\n" + String.join("\n", forward) + "\n\n" + String.join("\n", backward.reversed()) + "\n";
    }

    private String heading() {
        if (!parts.isMean()) {
            return definition.name();
        }
        boolean penalized = parts.penalty().isPresent();
        return definition.name() + ", for one example; the " + (penalized ? "whole loss is penalty plus" : "loss is")
                + " the mean " + (penalized ? "of loss " : "") + "over a batch of B examples, hence every gradient by a"
                + " parameter is " + (penalized ? "that of penalty plus " : "") + "1/B times the sum over them";
    }

    /// The gradient by what computes it; by the name of an equal one before it, where there is one.
    private static String line(Result result, Map<Value, String> names, ValueMath math) {
        String known = names.get(result.value());
        return known != null && !known.equals(nameOf(result)) ? known : math.definition(result.value()).text();
    }

    private static String nameOf(Result result) {
        return result.target() instanceof Target.Output(var name) ? name : "";
    }
}
