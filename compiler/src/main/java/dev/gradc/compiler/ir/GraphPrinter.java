package dev.gradc.compiler.ir;

import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.scalar.ExprPrinter;
import dev.gradc.compiler.scalar.Tokens;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.StepScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Prints a module, one value a line, numbered in order from 0. The same module always has the same text, different ones
/// have different texts, and [GraphParser] reads them back; docs/ir.md has the grammar.
public final class GraphPrinter {
    /// The first line of every text.
    static final String HEADER = "gradc graph 1";
    /// The first word of a line that is no part of the module: a word and a whole number follow.
    public static final String NOTE = "note";

    private final Map<Value, Integer> numbers = new HashMap<>();

    private GraphPrinter() {
    }

    /// The module's text.
    public static String print(GraphModule module) {
        return new GraphPrinter().module(module);
    }

    private String module(GraphModule module) {
        List<Value> roots = new ArrayList<>(module.inputs());
        roots.addAll(module.parameters());
        roots.addAll(module.roots());
        for (GraphModule.Entry entry : module.entries()) {
            entry.results().forEach(result -> targetValue(result.target()).forEach(roots::add));
        }
        StringBuilder text = new StringBuilder(HEADER).append("\nmodel ").append(Tokens.quote(module.name()))
                .append('\n');
        for (Value value : Graph.reachable(roots)) {
            numbers.put(value, numbers.size());
            text.append(line(value)).append('\n');
        }
        text.append("inputs ").append(list(module.inputs())).append('\n');
        text.append("parameters ").append(list(module.parameters())).append('\n');
        for (GraphModule.Entry entry : module.entries()) {
            text.append("entry ").append(Tokens.quote(entry.name())).append('\n');
            entry.results().forEach(result -> text.append("  ").append(result(result)).append('\n'));
        }
        return text.toString();
    }

    private static List<Value> targetValue(Target target) {
        return switch (target) {
            case Target.Output _ -> List.of();
            case Target.Gradient(var parameter) -> List.of(parameter);
            case Target.Update(var state) -> List.of(state);
        };
    }

    private String result(Result result) {
        String target = switch (result.target()) {
            case Target.Output(var name) -> "output " + Tokens.quote(name);
            case Target.Gradient(var parameter) -> "gradient " + number(parameter);
            case Target.Update(var state) -> "update " + number(state);
        };
        return target + " " + number(result.value());
    }

    private String line(Value value) {
        String name = value.name().isEmpty() ? "" : " as " + Tokens.quote(value.name());
        String origin = value.origin().equals(Origin.NONE) ? ""
                : " @ " + Tokens.quote(value.origin().file()) + " " + value.origin().line();
        return number(value) + ": " + value.shape() + " = " + op(value.op()) + name + origin;
    }

    private String op(Op op) {
        return switch (op) {
            case Op.Input(var name, _, var kind, var rolled) ->
                "input " + Tokens.quote(name) + " " + kind(kind) + (rolled ? " rolled" : "");
            case Op.Parameter(var name, _, var initializer, var trainable) -> "parameter " + Tokens.quote(name)
                    + (trainable ? " trainable " : " fixed ") + initializer(initializer);
            case Op.Slot(var name, var parameter, var initial) ->
                "slot " + Tokens.quote(name) + " " + number(parameter) + " " + ExprPrinter.number(initial);
            case Op.Scalar(var scalar) -> "scalar " + scalar(scalar);
            case Op.Constant(var value) -> "constant " + ExprPrinter.number(value);
            case Op.Rows _ -> "rows";
            case Op.Random(_, var stream) -> "random " + stream;
            case Op.Elementwise(var formula, var args) ->
                "elementwise " + ExprPrinter.print(formula) + " " + list(args);
            case Op.Contraction(var a, var b, var aLabels, var bLabels, var labels) ->
                "contraction " + number(a) + " " + aLabels + " " + number(b) + " " + bLabels + " to " + labels;
            case Op.Transpose(var x, var permutation) -> "transpose " + number(x) + " " + permutation;
            case Op.Reshape(var x, _) -> "reshape " + number(x);
            case Op.Slice(var x, var axis, var from, var to) ->
                "slice " + number(x) + " " + axis + " " + from + " " + to;
            case Op.Concat(var parts, var axis) -> "concat " + list(parts) + " " + axis;
            case Op.Broadcast(var x, _, var axes) -> "broadcast " + number(x) + " " + axes;
            case Op.Reduce(var reduction, var x, var axes) -> switch (reduction) {
                case SUM -> "sum ";
                case MAX -> "max ";
            } + number(x) + " " + axes;
            case Op.Softmax(var x) -> "softmax " + number(x);
            case Op.LogSoftmax(var x) -> "log_softmax " + number(x);
            case Op.OneHot(var labels, var classes) -> "one_hot " + number(labels) + " " + classes;
            case Op.StopGradient(var x) -> "stop_gradient " + number(x);
            case Op.Phase(var training, var predicting) -> "phase " + number(training) + " " + number(predicting);
            case Op.Custom(var name, var result, var args, _) ->
                "custom " + Tokens.quote(name) + " " + number(result) + " " + list(args);
        };
    }

    /// What an input holds.
    public static String kind(InputSpec.Kind kind) {
        return switch (kind) {
            case InputSpec.Kind.Real _ -> "real";
            case InputSpec.Kind.Distribution _ -> "distribution";
            case InputSpec.Kind.Label(var classes) -> "label " + classes;
        };
    }

    /// How a parameter begins.
    public static String initializer(Initializer initializer) {
        return switch (initializer) {
            case Initializer.Constant(var value) -> "constant " + ExprPrinter.number(value);
            case Initializer.Given(var values) -> "given " + Arrays.stream(values).mapToObj(ExprPrinter::number)
                    .collect(Collectors.joining(", ", "[", "]"));
            case Initializer.Uniform(var low, var high) ->
                "uniform " + ExprPrinter.number(low) + " " + ExprPrinter.number(high);
            case Initializer.Normal(var mean, var deviation) ->
                "normal " + ExprPrinter.number(mean) + " " + ExprPrinter.number(deviation);
            case Initializer.Orthogonal(var gain) -> "orthogonal " + ExprPrinter.number(gain);
        };
    }

    /// A number that the host computes.
    public static String scalar(StepScalar scalar) {
        return switch (scalar) {
            case StepScalar.LearningRate _ -> "learning_rate";
            case StepScalar.StepNumber _ -> "step_number";
            case StepScalar.BiasCorrection(var beta) -> "bias_correction " + ExprPrinter.number(beta);
            case StepScalar.MixShare(var alpha, var stream) -> "mix_share " + ExprPrinter.number(alpha) + " " + stream;
        };
    }

    private String number(Value value) {
        Integer number = numbers.get(value);
        if (number == null) {
            throw new IllegalStateException("operands come first: " + value);
        }
        return "%" + number;
    }

    private String list(List<Value> values) {
        return values.stream().map(this::number).collect(Collectors.joining(", ", "[", "]"));
    }
}
