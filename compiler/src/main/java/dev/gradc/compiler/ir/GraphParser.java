package dev.gradc.compiler.ir;

import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.ExprParser;
import dev.gradc.compiler.scalar.Tokens;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.StepScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Reads the text that [GraphPrinter] prints of a derived module: one without phases, stopped gradients and users' own ops,
/// whose pullbacks are code. The text may come from anywhere: every reference is to an earlier line,
/// every shape is checked, and nothing in it is run.
public final class GraphParser {
    private final Graph graph = new Graph();
    private final List<Value> values = new ArrayList<>();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> parameters = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    private GraphParser() {
    }

    /// The module of a text.
    /// @throws GradcException when it is no text of a module; the message names the line
    public static GraphModule parse(String text) {
        return new GraphParser().module(text.lines().toList());
    }

    private GraphModule module(List<String> lines) {
        if (lines.size() < 2 || !lines.get(0).equals(GraphPrinter.HEADER)) {
            throw new GradcException("the model's text does not begin with \"" + GraphPrinter.HEADER
                    + "\": it is no model of this version of gradc");
        }
        Tokens first = new Tokens(lines.get(1), 2);
        first.expect("model");
        String name = first.string();
        for (int i = 2; i < lines.size(); i++) {
            line(new Tokens(lines.get(i), i + 1));
        }
        return checked(first,
                () -> GraphVerifier.verify(new GraphModule(name, graph, inputs, parameters, entries)));
    }

    private void line(Tokens tokens) {
        if (tokens.peek().startsWith("%")) {
            value(tokens);
        } else {
            String word = tokens.word();
            switch (word) {
                case "inputs" -> inputs.addAll(list(tokens));
                case "parameters" -> parameters.addAll(list(tokens));
                case "entry" -> entries.add(new Entry(tokens.string(), List.of()));
                case "output" -> result(tokens, new Target.Output(tokens.string()));
                case "gradient" -> result(tokens, new Target.Gradient(reference(tokens)));
                case GraphPrinter.NOTE -> note(tokens);
                case "update" -> result(tokens, new Target.Update(reference(tokens)));
                default -> throw tokens.error("begins with an unknown word: \"" + word + "\"");
            }
        }
        tokens.end();
    }

    /// A note is no part of the module.
    private static void note(Tokens tokens) {
        tokens.word();
        tokens.integer();
    }

    private void result(Tokens tokens, Target target) {
        if (entries.isEmpty()) {
            throw tokens.error("stands before any entry");
        }
        Entry entry = entries.removeLast();
        List<Result> results = new ArrayList<>(entry.results());
        results.add(new Result(target, reference(tokens)));
        entries.add(new Entry(entry.name(), results));
    }

    private void value(Tokens tokens) {
        String number = tokens.take();
        if (!number.equals("%" + values.size())) {
            throw tokens.error("must be %" + values.size() + ", not " + number);
        }
        tokens.expect(":");
        Shape shape = checked(tokens, () -> shape(tokens));
        tokens.expect("=");
        Op op = checked(tokens, () -> op(tokens, shape));
        String name = tokens.takeIf("as") ? tokens.string() : "";
        Origin origin = tokens.takeIf("@") ? new Origin(tokens.string(), tokens.integer()) : Origin.NONE;
        Value value = checked(tokens, () -> added(op, name, origin));
        if (!value.shape().equals(shape)) {
            throw tokens.error("says " + shape + ", but the op gives " + value.shape());
        }
        if (value.id() != values.size()) {
            throw tokens.error("repeats " + value);
        }
        values.add(value);
    }

    /// A name that is taken is damage here, not a user's mistake.
    private Value added(Op op, String name, Origin origin) {
        try {
            return graph.add(op, name, origin);
        } catch (GradcException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static <T> T checked(Tokens tokens, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw tokens.error("does not fit together (" + e.getMessage() + ")");
        }
    }

    private static Shape shape(Tokens tokens) {
        List<Integer> extents = new ArrayList<>();
        tokens.expect("[");
        while (!tokens.takeIf("]")) {
            extents.add(tokens.takeIf("batch") ? Integer.valueOf(Shape.BATCH) : Integer.valueOf(tokens.integer()));
            tokens.takeIf(",");
        }
        return new Shape(extents);
    }

    private Op op(Tokens tokens, Shape shape) {
        String word = tokens.word();
        return switch (word) {
            case "input" -> new Op.Input(tokens.string(), shape, kind(tokens), tokens.takeIf("rolled"));
            case "parameter" -> parameter(tokens, shape);
            case "slot" -> new Op.Slot(tokens.string(), reference(tokens), tokens.number());
            case "scalar" -> new Op.Scalar(scalar(tokens));
            case "constant" -> new Op.Constant(tokens.number());
            case "rows" -> new Op.Rows();
            case "random" -> new Op.Random(shape, tokens.integer());
            case "elementwise" -> {
                Expr formula = ExprParser.parse(tokens);
                yield new Op.Elementwise(formula, list(tokens));
            }
            case "contraction" -> contraction(tokens);
            case "transpose" -> new Op.Transpose(reference(tokens), integers(tokens));
            case "reshape" -> new Op.Reshape(reference(tokens), shape);
            case "slice" -> new Op.Slice(reference(tokens), tokens.integer(), tokens.integer(), tokens.integer());
            case "concat" -> new Op.Concat(list(tokens), tokens.integer());
            case "broadcast" -> new Op.Broadcast(reference(tokens), shape, integers(tokens));
            case "sum" -> new Op.Reduce(Reduction.SUM, reference(tokens), integers(tokens));
            case "max" -> new Op.Reduce(Reduction.MAX, reference(tokens), integers(tokens));
            case "softmax" -> new Op.Softmax(reference(tokens));
            case "log_softmax" -> new Op.LogSoftmax(reference(tokens));
            case "one_hot" -> new Op.OneHot(reference(tokens), tokens.integer());
            case "phase", "stop_gradient", "custom" -> throw tokens.error("has the op " + word
                    + ", but only a graph that is derived already can be read");
            default -> throw tokens.error("names an unknown op: \"" + word + "\"");
        };
    }

    private Op contraction(Tokens tokens) {
        Value a = reference(tokens);
        List<Integer> aLabels = integers(tokens);
        Value b = reference(tokens);
        List<Integer> bLabels = integers(tokens);
        tokens.expect("to");
        return new Op.Contraction(a, b, aLabels, bLabels, integers(tokens));
    }

    private static Op parameter(Tokens tokens, Shape shape) {
        String name = tokens.string();
        boolean trainable = tokens.takeIf("trainable");
        if (!trainable) {
            tokens.expect("fixed");
        }
        return new Op.Parameter(name, shape, initializer(tokens, shape), trainable);
    }

    private static InputSpec.Kind kind(Tokens tokens) {
        String word = tokens.word();
        return switch (word) {
            case "real" -> new InputSpec.Kind.Real();
            case "distribution" -> new InputSpec.Kind.Distribution();
            case "label" -> new InputSpec.Kind.Label(tokens.integer());
            default -> throw tokens.error("names an unknown kind of input: \"" + word + "\"");
        };
    }

    private static Initializer initializer(Tokens tokens, Shape shape) {
        String word = tokens.word();
        return switch (word) {
            case "constant" -> new Initializer.Constant(tokens.number());
            case "uniform" -> new Initializer.Uniform(tokens.number(), tokens.number());
            case "normal" -> new Initializer.Normal(tokens.number(), tokens.number());
            case "orthogonal" -> new Initializer.Orthogonal(tokens.number());
            case "given" -> given(tokens, shape);
            default -> throw tokens.error("names an unknown initializer: \"" + word + "\"");
        };
    }

    private static Initializer given(Tokens tokens, Shape shape) {
        List<Double> numbers = new ArrayList<>();
        tokens.expect("[");
        while (!tokens.takeIf("]")) {
            numbers.add(tokens.number());
            tokens.takeIf(",");
        }
        if (numbers.size() != shape.size().at(1)) {
            throw tokens.error("gives " + numbers.size() + " numbers for " + shape);
        }
        return new Initializer.Given(numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static StepScalar scalar(Tokens tokens) {
        String word = tokens.word();
        return switch (word) {
            case "learning_rate" -> new StepScalar.LearningRate();
            case "step_number" -> new StepScalar.StepNumber();
            case "bias_correction" -> new StepScalar.BiasCorrection(tokens.number());
            case "mix_share" -> new StepScalar.MixShare(tokens.number(), tokens.integer());
            default -> throw tokens.error("names an unknown scalar: \"" + word + "\"");
        };
    }

    private Value reference(Tokens tokens) {
        String token = tokens.take();
        if (!token.startsWith("%") || token.length() > 10 || Integer.parseInt(token.substring(1)) >= values.size()) {
            throw tokens.error("must refer to an earlier value, not \"" + token + "\"");
        }
        return values.get(Integer.parseInt(token.substring(1)));
    }

    private List<Value> list(Tokens tokens) {
        List<Value> list = new ArrayList<>();
        tokens.expect("[");
        while (!tokens.takeIf("]")) {
            list.add(reference(tokens));
            tokens.takeIf(",");
        }
        return list;
    }

    private static List<Integer> integers(Tokens tokens) {
        List<Integer> list = new ArrayList<>();
        tokens.expect("[");
        while (!tokens.takeIf("]")) {
            list.add(tokens.integer());
            tokens.takeIf(",");
        }
        return list;
    }
}
