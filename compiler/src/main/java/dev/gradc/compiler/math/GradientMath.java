package dev.gradc.compiler.math;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.autodiff.Backprop;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
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
/// 1/B is said once.
public final class GradientMath {
    private static final Pattern LAYER = Pattern.compile("z(\\d+)");
    private static final Pattern PARAMETER = Pattern.compile("(?:z|affine)(\\d*)\\.(weight|bias)");

    private final Definition definition;
    private final Map<Value, String> named = new LinkedHashMap<>();
    private final Value perExample;
    private final boolean isMean;

    private GradientMath(Definition definition, Value loss) {
        this.definition = definition;
        Optional<Value> mean = meanOf(loss);
        this.isMean = mean.isPresent();
        this.perExample = mean.orElse(loss);
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

    /// What is summed over the batch and divided by B, if that is what the loss is.
    private static Optional<Value> meanOf(Value loss) {
        return loss.op() instanceof Op.Elementwise(Expr.Div(Expr.Arg(var a), Expr.Arg(var b)), var args)
                && args.get(b).op() instanceof Op.Rows && args.get(a).op() instanceof Op.Reduce sum
                && sum.reduction() == Op.Reduction.SUM && sum.axes().equals(List.of(0))
                && sum.x().shape().equals(Shape.of(Shape.BATCH)) ? Optional.of(sum.x()) : Optional.empty();
    }

    private void name() {
        Set<Value> active = new HashSet<>(definition.parameters());
        for (Value value : Graph.reachable(List.of(perExample))) {
            boolean isActive = value.operands().stream().anyMatch(active::contains);
            if (isActive) {
                active.add(value);
            }
            if (value.op() instanceof Op.Parameter parameter) {
                named.put(value, parameterName(parameter.name()));
            } else if (isActive && value != perExample && value.shape().rank() > 1) {
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
        Value total = isMean ? graph.add(new Op.Reduce(Op.Reduction.SUM, perExample, List.of(0)), perExample)
                : perExample;
        List<Value> by = named.keySet().stream().filter(value -> !(value.op() instanceof Op.Parameter parameter)
                || parameter.trainable()).toList();
        Map<Value, Value> gradients = Backprop.gradients(graph, total, by);
        List<Result> results = new ArrayList<>();
        results.add(new Result(new Target.Output("loss"), perExample));
        named.forEach((value, name) -> results.add(new Result(new Target.Output(name), value)));
        gradients.forEach((value, gradient) -> results
                .add(new Result(new Target.Output("∂loss/∂" + named.get(value)), gradient)));
        GraphModule module = simplify.apply(new GraphModule(definition.name(), graph, definition.inputs(),
                definition.parameters(), List.of(new Entry("math", results))));
        return print(module.entries().get(0).results());
    }

    private String print(List<Result> results) {
        Map<Value, String> names = new HashMap<>();
        results.stream().skip(1).forEach(result -> names.putIfAbsent(result.value(), nameOf(result)));
        ValueMath math = new ValueMath(names);
        StringBuilder text = new StringBuilder(definition.name()).append(isMean
                ? ", for one example; the loss is the mean over a batch of B examples, hence every gradient by a"
                        + " parameter is 1/B times the sum over them\n\n"
                : "\n\n");
        List<String> backward = new ArrayList<>();
        for (Result result : results.subList(1, results.size())) {
            String name = nameOf(result);
            boolean isLeaf = result.value().op() instanceof Op.Parameter;
            if (name.startsWith("∂")) {
                backward.add(name + " = " + line(result, names, math));
            } else if (!isLeaf) {
                text.append(name).append(" = ").append(math.definition(result.value()).text()).append('\n');
            }
        }
        text.append("loss = ").append(math.definition(results.get(0).value()).text()).append("\n\n");
        backward.reversed().forEach(line -> text.append(line).append('\n'));
        return text.toString();
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
