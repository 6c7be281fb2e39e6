package dev.gradc.gradcheck;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Origin;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Fn;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.StepScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// A random network: inputs, parameters, a chain and side branches of every op, a loss, and an optimiser. The same seed
/// makes the same network.
final class RandomNetwork {
    private static final Origin LINE = new Origin("Random.java", 1);
    private static final int[] WIDTHS = {1, 2, 3, 5, 7, 8, 10, 13, 16, 17, 24, 33, 160};

    private final SplittableRandom random;
    private final Graph graph = new Graph();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> parameters = new ArrayList<>();
    private final List<Value> rows = new ArrayList<>();
    private int streams;

    RandomNetwork(long seed) {
        random = new SplittableRandom(seed);
    }

    /// The network, with `ops` ops between its inputs and its loss.
    Definition define(int ops) {
        rows.add(input("x", random.nextInt(3) == 0 ? random.nextInt(1, 1300) : width()));
        if (random.nextBoolean()) {
            rows.add(input("u", width()));
        }
        for (int i = 0; i < ops; i++) {
            rows.add(next());
        }
        Value last = rows.getLast();
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("output", last);
        return new Definition("random", graph, inputs, parameters, outputs, Optional.of(loss(last)), this::updates);
    }

    private int width() {
        return WIDTHS[random.nextInt(WIDTHS.length)];
    }

    private Value input(String name, int width) {
        Value value = add(new Op.Input(name, Shape.of(Shape.BATCH, width), new InputSpec.Kind.Real(), false));
        inputs.add(value);
        return value;
    }

    private Value parameter(Integer... extents) {
        Op op = new Op.Parameter("p" + parameters.size(), Shape.of(extents), new Initializer.Constant(0), true);
        Value value = graph.add(op, "p" + parameters.size(), LINE);
        parameters.add(value);
        return value;
    }

    private Value add(Op op) {
        return graph.add(op, "", LINE);
    }

    private Value any() {
        return rows.get(Math.max(0, rows.size() - 1 - random.nextInt(3)));
    }

    private static int width(Value x) {
        return x.shape().extent(1);
    }

    private Value next() {
        Value x = any();
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> affine(x, width());
            case 3, 4, 5 -> map(x, activation());
            case 6 -> combine(x, any());
            case 7 -> add(random.nextBoolean() ? new Op.Softmax(x) : new Op.LogSoftmax(x));
            case 8 -> concat(x, any());
            case 9 -> slice(x);
            case 10 -> centred(x);
            case 11 -> gram(x);
            case 12 -> scaled(x);
            case 13 -> masked(x);
            case 14 -> columnMean(x);
            default -> reshaped(x);
        };
    }

    private Value affine(Value x, int width) {
        Value w = parameter(width(x), width);
        Value product = add(new Op.Contraction(x, w, List.of(0, 1), List.of(1, 2), List.of(0, 2)));
        return random.nextInt(4) == 0 ? product
                : map(Expr.arg(0).plus(Expr.arg(1)), product, row(parameter(width), product));
    }

    private Value row(Value vector, Value like) {
        return graph.broadcast(like, vector, like.shape(), List.of(1));
    }

    private Value column(Value perRow, Value like) {
        return graph.broadcast(like, perRow, like.shape(), List.of(0));
    }

    private Value map(Expr formula, Value... args) {
        return add(new Op.Elementwise(formula, List.of(args)));
    }

    private Value map(Value x, Expr formula) {
        return map(formula, x);
    }

    private Expr activation() {
        Expr x = Expr.arg(0);
        return switch (random.nextInt(12)) {
            case 0 -> new Expr.Call(Fn.TANH, x);
            case 1 -> new Expr.Call(Fn.LOGISTIC, x);
            case 2 -> new Expr.Call(Fn.SOFTPLUS, x);
            case 3 -> new Expr.Call(Fn.ERF, x);
            case 4 -> new Expr.Call(Fn.EXP, new Expr.Min(x, Expr.ONE));
            case 5 -> new Expr.Call(Fn.LOG1P, new Expr.Abs(x));
            case 6 -> new Expr.Call(Fn.EXPM1, new Expr.Min(x, Expr.ONE));
            case 7 -> new Expr.Sqrt(x.times(x).plus(Expr.ONE));
            case 8 -> x.over(new Expr.Abs(x).plus(Expr.ONE));
            case 9 -> new Expr.Pow(x.times(x).plus(Expr.constant(0.5)), Expr.constant(0.75));
            default -> new Expr.Select(new Condition(Relation.LESS_OR_EQUAL, x, Expr.ZERO),
                    random.nextBoolean() ? Expr.ZERO : x.times(Expr.constant(0.1)), x);
        };
    }

    private Value combine(Value a, Value b) {
        Value other = width(a) == width(b) ? b : affine(b, width(a));
        Expr x = Expr.arg(0);
        Expr y = Expr.arg(1);
        return map(switch (random.nextInt(5)) {
            case 0 -> x.plus(y);
            case 1 -> x.minus(y);
            case 2 -> x.times(new Expr.Call(Fn.TANH, y));
            case 3 -> new Expr.Max(x, y);
            default -> x.over(y.times(y).plus(Expr.ONE));
        }, a, other);
    }

    private Value concat(Value a, Value b) {
        return width(a) + width(b) > 60 ? add(new Op.StopGradient(a)) : add(new Op.Concat(List.of(a, b), 1));
    }

    private Value slice(Value x) {
        int from = random.nextInt(width(x));
        return add(new Op.Slice(x, 1, from, random.nextInt(from, width(x)) + 1));
    }

    /// x less its row's mean or maximum.
    private Value centred(Value x) {
        Reduction reduction = random.nextBoolean() ? Reduction.SUM : Reduction.MAX;
        Value sum = add(new Op.Reduce(reduction, x, List.of(1)));
        Expr share = reduction == Reduction.SUM ? Expr.constant(1.0 / width(x)) : Expr.ONE;
        return map(Expr.arg(0).minus(Expr.arg(1).times(share)), x, column(sum, x));
    }

    /// A product by a matrix and back by its transpose: one parameter, used twice.
    private Value gram(Value x) {
        int width = width();
        Value w = parameter(width, width(x));
        Value there = add(new Op.Contraction(x, w, List.of(0, 1), List.of(2, 1), List.of(0, 2)));
        Value back = add(new Op.Transpose(w, List.of(1, 0)));
        return add(new Op.Contraction(map(there, new Expr.Call(Fn.TANH, Expr.arg(0))), back, List.of(0, 1),
                List.of(2, 1), List.of(0, 2)));
    }

    private Value scaled(Value x) {
        Value perRow = add(new Op.Reduce(Reduction.SUM, map(Expr.arg(0).times(Expr.arg(0)), x), List.of(1)));
        Value scale = map(Expr.ONE.over(new Expr.Sqrt(Expr.arg(0).plus(Expr.ONE))), perRow);
        return map(Expr.arg(0).times(Expr.arg(1)).times(Expr.arg(2)), x, column(scale, x),
                row(parameter(width(x)), x));
    }

    private Value masked(Value x) {
        Value uniform = add(new Op.Random(x.shape(), streams++));
        Value dropped = map(new Expr.Select(new Condition(Relation.LESS, Expr.arg(1), Expr.constant(0.7)),
                Expr.arg(0).over(Expr.constant(0.7)), Expr.ZERO), x, uniform);
        return add(new Op.Phase(dropped, x));
    }

    /// x less the mean over the batch of its column.
    private Value columnMean(Value x) {
        Value sum = add(new Op.Reduce(Reduction.SUM, x, List.of(0)));
        Value rowCount = graph.spread(x, add(new Op.Rows()), Shape.of(width(x)));
        return map(Expr.arg(0).minus(Expr.arg(1)), x, row(map(Expr.arg(0).over(Expr.arg(1)), sum, rowCount), x));
    }

    private Value reshaped(Value x) {
        if (width(x) % 2 != 0) {
            return map(x, Expr.arg(0).negate());
        }
        Value pairs = add(new Op.Reshape(x, Shape.of(Shape.BATCH, width(x) / 2, 2)));
        Value swapped = add(new Op.Transpose(pairs, List.of(0, 2, 1)));
        return random.nextBoolean() ? add(new Op.Reshape(swapped, x.shape()))
                : add(new Op.Reduce(random.nextBoolean() ? Reduction.MAX : Reduction.SUM, pairs, List.of(2)));
    }

    private Value loss(Value last) {
        Value perRow;
        if (random.nextBoolean()) {
            perRow = add(new Op.Reduce(Reduction.SUM, map(Expr.arg(0).times(Expr.arg(0)), last), List.of(1)));
        } else {
            Value z = affine(last, random.nextInt(2, 12));
            Value labels = add(new Op.Input("y", Shape.of(Shape.BATCH), new InputSpec.Kind.Label(width(z)), false));
            inputs.add(labels);
            Value target = add(new Op.OneHot(labels, width(z)));
            Value log = random.nextBoolean() ? add(new Op.LogSoftmax(z))
                    : map(new Expr.Call(Fn.LOG, Expr.arg(0)), add(new Op.Softmax(z)));
            perRow = add(new Op.Reduce(Reduction.SUM, map(Expr.arg(0).times(Expr.arg(1)).negate(), target, log),
                    List.of(1)));
        }
        return map(Expr.arg(0).over(Expr.arg(1)), add(new Op.Reduce(Reduction.SUM, perRow, List.of(0))),
                add(new Op.Rows()));
    }

    private List<Result> updates(Map<Value, Value> gradients) {
        List<Result> results = new ArrayList<>();
        boolean momentum = random.nextBoolean();
        gradients.forEach((parameter, gradient) -> {
            Value rate = graph.spread(parameter, add(new Op.Scalar(new StepScalar.LearningRate())), parameter.shape());
            Value step = gradient;
            if (momentum) {
                Value slot = add(new Op.Slot(((Op.Parameter) parameter.op()).name() + ".momentum", parameter, 0));
                step = map(Expr.arg(0).times(Expr.constant(0.875)).plus(Expr.arg(1)), slot, gradient);
                results.add(new Result(new Target.Update(slot), step));
            }
            results.add(new Result(new Target.Update(parameter),
                    map(Expr.arg(0).minus(Expr.arg(1).times(Expr.arg(2))), parameter, rate, step)));
        });
        return results;
    }
}
