package dev.gradc.compiler.rewrite;

import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.interp.GraphInterpreter.Phase;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.BigFormula;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What the values of a graph are over the reals, to about a hundred digits.
final class BigGraph {
    private static final Expr EXP = new Expr.Call(Fn.EXP, Expr.arg(0));
    private static final Expr LOG = new Expr.Call(Fn.LOG, Expr.arg(0));

    private final Graph graph;
    private final int rows;
    private final Map<Value, BigDecimal[]> values = new HashMap<>();

    BigGraph(Graph graph, int rows, Map<Value, double[]> given) {
        this.graph = graph;
        this.rows = rows;
        given.forEach((value, content) -> values.put(value,
                Arrays.stream(content).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new)));
    }

    /// The elements of `value`, row-major.
    ///
    /// @throws ArithmeticException where one of them is not a real
    BigDecimal[] value(Value value) {
        BigDecimal[] known = values.get(value);
        if (known == null) {
            known = compute(value);
            values.put(value, known);
        }
        return known;
    }

    private BigDecimal[] compute(Value value) {
        return switch (value.op()) {
            case Op.Constant(var number) -> new BigDecimal[]{BigFormula.number(number)};
            case Op.Rows _ -> new BigDecimal[]{BigDecimal.valueOf(rows)};
            case Op.Elementwise(var formula, var args) -> {
                BigDecimal[][] operands = args.stream().map(this::value).toArray(BigDecimal[][]::new);
                yield IntStream.range(0, operands[0].length).mapToObj(i -> BigFormula.value(formula,
                        Arrays.stream(operands).map(operand -> operand[i]).toArray(BigDecimal[]::new)))
                        .toArray(BigDecimal[]::new);
            }
            case Op.Softmax(var x) -> softmax(value, x, false);
            case Op.LogSoftmax(var x) -> softmax(value, x, true);
            case Op.OneHot(var labels, var classes) -> {
                BigDecimal[] label = value(labels);
                yield IntStream.range(0, rows * classes)
                        .mapToObj(i -> label[i / classes].intValueExact() == i % classes ? BigDecimal.ONE
                                : BigDecimal.ZERO)
                        .toArray(BigDecimal[]::new);
            }
            case Op.Reduce(var reduction, var x, var axes) -> reduce(value, reduction, x, axes);
            case Op.StopGradient(var x) -> value(x);
            case Op.Reshape(var x, _) -> value(x);
            case Op.Transpose(var x, _) -> moved(value, x);
            case Op.Slice(var x, _, _, _) -> moved(value, x);
            case Op.Broadcast(var x, _, _) -> moved(value, x);
            default -> throw new IllegalArgumentException("not among the ops of the laws: " + value.op());
        };
    }

    /// The graph interpreter moves the numbers of the places.
    private BigDecimal[] moved(Value value, Value x) {
        BigDecimal[] content = value(x);
        return Arrays.stream(places(value, x, content.length)).mapToObj(place -> content[(int) place])
                .toArray(BigDecimal[]::new);
    }

    private double[] places(Value value, Value x, int size) {
        double[] numbers = IntStream.range(0, size).asDoubleStream().toArray();
        return new GraphInterpreter(rows, Phase.TRAINING, Map.of(x, numbers)).value(value);
    }

    /// Where an element goes is where it comes from when the result is repeated.
    private BigDecimal[] reduce(Value value, Reduction reduction, Value x, List<Integer> axes) {
        BigDecimal[] content = value(x);
        List<Integer> kept = IntStream.range(0, x.shape().rank()).filter(axis -> !axes.contains(axis)).boxed().toList();
        BigDecimal[] result = new BigDecimal[Math.toIntExact(value.shape().size().at(rows))];
        double[] places = places(graph.broadcast(value, value, x.shape(), kept), value, result.length);
        for (int i = 0; i < content.length; i++) {
            int place = (int) places[i];
            result[place] = result[place] == null ? content[i] : switch (reduction) {
                case SUM -> result[place].add(content[i], BigFormula.DIGITS);
                case MAX -> result[place].max(content[i]);
            };
        }
        return result;
    }

    private BigDecimal[] softmax(Value value, Value x, boolean log) {
        BigDecimal[] logits = value(x);
        int width = value.shape().extent(value.shape().rank() - 1);
        BigDecimal[] result = new BigDecimal[logits.length];
        for (int row = 0; row < logits.length; row += width) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = row; i < row + width; i++) {
                sum = sum.add(BigFormula.value(EXP, logits[i]), BigFormula.DIGITS);
            }
            for (int i = row; i < row + width; i++) {
                result[i] = log ? logits[i].subtract(BigFormula.value(LOG, sum), BigFormula.DIGITS)
                        : BigFormula.value(EXP, logits[i]).divide(sum, BigFormula.DIGITS);
            }
        }
        return result;
    }
}
