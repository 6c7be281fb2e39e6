package dev.gradc.compiler.check;

import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How each element of a value changes with each element of its operands: the Jacobian of one op at a point, entry by entry, and how
/// the entries themselves change along a direction.
final class LocalJacobian {
    private final Graph graph;
    private final int rows;
    private final GraphInterpreter values;
    private final Blur blur;
    private final Rates along;

    /// @param graph where further values can be made
    /// @param values the values at the point
    /// @param blur their errors
    /// @param along the rates of change of all values along the direction in which the entries change, one direction; empty
    ///     where nothing changes
    LocalJacobian(Graph graph, int rows, GraphInterpreter values, Blur blur, Rates along) {
        this.graph = graph;
        this.rows = rows;
        this.values = values;
        this.blur = blur;
        this.along = along;
    }

    /// Takes the entries.
    interface Sink {
        /// One entry; entries that are not told are 0.
        ///
        /// @param out the element of the result
        /// @param operand the number of the operand
        /// @param in the element of that operand
        /// @param entry the entry
        void add(int out, int operand, int in, Entry entry);
    }

    /// An entry of a Jacobian.
    ///
    /// @param value the entry
    /// @param terms the sum of its absolute terms
    /// @param rate its rate of change along the direction
    /// @param rateTerms the sum of the absolute terms of the rate
    /// @param blur how far the errors of the values that it is computed from carry it, see [Blur]
    record Entry(double value, double terms, double rate, double rateTerms, double blur) {
        private static final Entry ONE = new Entry(1, 1, 0, 0, 0);
    }

    /// Tells all entries of a value's op.
    void of(Value value, Sink sink) {
        switch (value.op()) {
            case Op.Input _, Op.Parameter _, Op.Slot _, Op.Scalar _, Op.Constant _, Op.Rows _, Op.Random _, Op.OneHot _, Op.StopGradient _ ->
                {
                }
            case Op.Elementwise(var formula, var args) -> elementwise(formula, args, sink);
            case Op.Contraction op -> contraction(op, sink);
            case Op.Transpose _, Op.Reshape _, Op.Slice _, Op.Concat _, Op.Broadcast _ -> moved(value, sink);
            case Op.Reduce(var reduction, var x, var axes) -> reduced(value, reduction, x, axes, sink);
            case Op.Softmax(var x) -> softmax(value, x, sink);
            case Op.LogSoftmax(var x) -> logSoftmax(value, x, sink);
            case Op.Phase(_, _), Op.Custom(_, _, _, _) -> {
                for (int i = 0; i < values.value(value).length; i++) {
                    sink.add(i, 0, i, Entry.ONE);
                }
            }
        }
    }

    private void elementwise(Expr formula, List<Value> args, Sink sink) {
        HyperDual[] at = new HyperDual[args.size()];
        for (int i = 0; i < values.value(args.get(0)).length; i++) {
            for (int operand = 0; operand < at.length; operand++) {
                for (int a = 0; a < at.length; a++) {
                    double seed = a == operand ? 1 : 0;
                    at[a] = new HyperDual(values.value(args.get(a))[i], seed, along.rate(args.get(a), i), 0, seed,
                            along.terms(args.get(a), i), 0);
                }
                HyperDual f = HyperDual.of(formula, at);
                sink.add(i, operand, i,
                        new Entry(f.rate(), f.rateTerms(), f.both(), f.bothTerms(), blur(formula, args, at, i)));
            }
        }
    }

    /// How far a derivative is carried by the errors of the operands: its own derivatives times those.
    private double blur(Expr formula, List<Value> args, HyperDual[] at, int i) {
        HyperDual[] blurred = new HyperDual[at.length];
        for (int a = 0; a < at.length; a++) {
            blurred[a] = new HyperDual(at[a].value(), at[a].rate(), 0, 0, at[a].rateTerms(), blur.of(args.get(a))[i],
                    0);
        }
        return HyperDual.of(formula, blurred).bothTerms();
    }

    private void contraction(Op.Contraction op, Sink sink) {
        Entry[] byA = factors(op.b());
        Entry[] byB = factors(op.a());
        new Products(op, rows).forEach((out, a, b) -> {
            sink.add(out, 0, a, byA[b]);
            sink.add(out, 1, b, byB[a]);
        });
    }

    private Entry[] factors(Value value) {
        double[] factors = values.value(value);
        double[] blurs = blur.of(value);
        return IntStream.range(0, factors.length).mapToObj(i -> new Entry(factors[i], StrictMath.abs(factors[i]),
                along.rate(value, i), along.terms(value, i), blurs[i])).toArray(Entry[]::new);
    }

    /// Ops that only move elements are run on the elements' numbers.
    private void moved(Value value, Sink sink) {
        List<Value> operands = value.operands().stream().distinct().toList();
        Map<Value, double[]> numbers = new HashMap<>();
        int[] first = new int[operands.size() + 1];
        for (int operand = 0; operand < operands.size(); operand++) {
            int from = first[operand];
            int size = values.value(operands.get(operand)).length;
            first[operand + 1] = from + size;
            numbers.put(operands.get(operand), IntStream.range(from, from + size).asDoubleStream().toArray());
        }
        double[] sources = run(value, numbers);
        for (int out = 0; out < sources.length; out++) {
            int operand = 0;
            while (sources[out] >= first[operand + 1]) {
                operand++;
            }
            sink.add(out, value.operands().indexOf(operands.get(operand)), (int) sources[out] - first[operand],
                    Entry.ONE);
        }
    }

    private double[] run(Value value, Map<Value, double[]> operands) {
        return new GraphInterpreter(rows, GraphInterpreter.Phase.TRAINING, operands).value(value);
    }

    /// All elements of a sum count; of a maximum the largest, in equal shares.
    private void reduced(Value value, Reduction reduction, Value x, List<Integer> axes, Sink sink) {
        double[] result = values.value(value);
        double[] elements = values.value(x);
        List<Integer> kept = IntStream.range(0, x.shape().rank()).filter(axis -> !axes.contains(axis)).boxed().toList();
        double[] places = run(graph.broadcast(value, value, x.shape(), kept),
                Map.of(value, IntStream.range(0, result.length).asDoubleStream().toArray()));
        int[] counts = new int[result.length];
        for (int in = 0; in < elements.length; in++) {
            counts[(int) places[in]] += reduction == Reduction.SUM || elements[in] == result[(int) places[in]] ? 1 : 0;
        }
        for (int in = 0; in < elements.length; in++) {
            int out = (int) places[in];
            if (reduction == Reduction.SUM) {
                sink.add(out, 0, in, Entry.ONE);
            } else if (elements[in] == result[out]) {
                sink.add(out, 0, in, new Entry(1.0 / counts[out], 1.0 / counts[out], 0, 0, 0));
            }
        }
    }

    /// ∂yᵢ/∂xⱼ = yᵢ·(δᵢⱼ − yⱼ).
    private void softmax(Value value, Value x, Sink sink) {
        double[] y = values.value(value);
        double[] blurs = blur.of(value);
        Rates.Of changes = softmaxRates(y, value, x);
        double[] rates = changes.rates();
        double[] terms = changes.terms();
        forPairs(value, (i, j, same) -> sink.add(i, 0, j,
                new Entry(y[i] * (same - y[j]), y[i] * (same + y[j]), rates[i] * (same - y[j]) - y[i] * rates[j],
                        terms[i] * (same + y[j]) + y[i] * terms[j], blurs[i] * (same + y[j]) + y[i] * blurs[j])));
    }

    /// ∂yᵢ/∂xⱼ = δᵢⱼ − softmax(x)ⱼ.
    private void logSoftmax(Value value, Value x, Sink sink) {
        double[] p = Arrays.stream(values.value(value)).map(StrictMath::exp).toArray();
        double[] blurs = blur.of(value);
        Rates.Of changes = softmaxRates(p, value, x);
        forPairs(value, (i, j, same) -> sink.add(i, 0, j, new Entry(same - p[j], same + p[j], -changes.rates()[j],
                changes.terms()[j], p[j] * blurs[j])));
    }

    private interface Pairs {
        /// @param same 1 where i and j are one element, else 0
        void pair(int i, int j, int same);
    }

    /// All pairs of elements that stand in one row.
    private void forPairs(Value value, Pairs pairs) {
        int width = width(value);
        for (int i = 0; i < values.value(value).length; i++) {
            int row = i - i % width;
            for (int j = row; j < row + width; j++) {
                pairs.pair(i, j, i == j ? 1 : 0);
            }
        }
    }

    private static int width(Value value) {
        return value.shape().extent(value.shape().rank() - 1);
    }

    /// The rates of change of softmax(x): yᵢ·(rᵢ − Σ y∘r).
    private Rates.Of softmaxRates(double[] y, Value value, Value x) {
        int width = width(value);
        double[] rates = new double[y.length];
        double[] terms = new double[y.length];
        for (int row = 0; row < y.length; row += width) {
            double mean = 0;
            double meanTerms = 0;
            for (int i = row; i < row + width; i++) {
                mean += y[i] * along.rate(x, i);
                meanTerms += y[i] * along.terms(x, i);
            }
            for (int i = row; i < row + width; i++) {
                rates[i] = y[i] * (along.rate(x, i) - mean);
                terms[i] = y[i] * (along.terms(x, i) + meanTerms);
            }
        }
        return new Rates.Of(rates, terms, new double[0]);
    }
}
