package dev.gradc.compiler.check;

import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Value;
import java.util.Arrays;
import java.util.List;

/// Forward-mode differentiation of a graph at a point, in many directions at once: each op's [LocalJacobian] times the rates of its
/// operands.
final class Sweep {
    private final Graph graph;
    private final int rows;
    private final GraphInterpreter values;
    private final Value root;
    private final List<Value> order;
    private final Blur blur;

    /// @param graph where further values can be made
    /// @param values the values at the point
    /// @param root what is differentiated
    Sweep(Graph graph, int rows, GraphInterpreter values, Value root) {
        this.graph = graph;
        this.rows = rows;
        this.values = values;
        this.root = root;
        this.order = Graph.reachable(List.of(root));
        this.blur = new Blur(graph, rows, values, order);
    }

    /// The rates of all values where those of the leaves are `seeds`.
    Rates first(Rates seeds) {
        LocalJacobian jacobian = new LocalJacobian(graph, rows, values, blur, Rates.none());
        for (Value value : order) {
            rates(jacobian, value, seeds);
        }
        return seeds;
    }

    /// The rates of change, along the direction of `along`, of the rates of the root in the directions of `seeds`.
    ///
    /// @param along what [#first] gave for one direction
    /// @param seeds the rates of the leaves
    Rates second(Rates along, Rates seeds) {
        LocalJacobian jacobian = new LocalJacobian(graph, rows, values, blur, along);
        Rates second = new Rates(seeds.directions());
        for (Value value : order) {
            secondRates(jacobian, value, seeds, second);
            rates(jacobian, value, seeds);
        }
        return second;
    }

    private void rates(LocalJacobian jacobian, Value value, Rates known) {
        if (isStill(value, known)) {
            return;
        }
        List<Rates.Of> operands = known.of(value.operands());
        Sum sum = new Sum(values.value(value).length, known.directions());
        jacobian.of(value, (out, operand, in, entry) -> sum.add(out, in, entry.value(), entry.terms(), entry.blur(),
                operands.get(operand)));
        known.put(value, sum.of());
    }

    /// (J·v)˙ = J·v˙ + J˙·v.
    private void secondRates(LocalJacobian jacobian, Value value, Rates first, Rates second) {
        if (isStill(value, first)) {
            return;
        }
        List<Rates.Of> operands = first.of(value.operands());
        List<Rates.Of> changes = second.of(value.operands());
        Sum sum = new Sum(values.value(value).length, first.directions());
        jacobian.of(value, (out, operand, in, entry) -> {
            sum.add(out, in, entry.value(), entry.terms(), entry.blur(), changes.get(operand));
            sum.add(out, in, entry.rate(), entry.rateTerms(), 0, operands.get(operand));
        });
        second.put(value, sum.of());
    }

    /// Whether there is nothing to compute: the value is a seed, or none of its operands changes.
    private static boolean isStill(Value value, Rates known) {
        return known.changes(value) || value.operands().stream().noneMatch(known::changes);
    }

    /// The rates of the root; zeros where it does not change.
    Rates.Of ofRoot(Rates rates) {
        return rates.changes(root) ? rates.of(root)
                : new Sum(values.value(root).length, rates.directions()).of();
    }

    /// How far rounding carries the root's first element, see [Blur].
    double blurOfRoot() {
        return blur.of(root)[0];
    }

    private static final class Sum {
        private final int directions;
        private final double[] rates;
        private final double[] terms;
        private final double[] squares;

        Sum(int elements, int directions) {
            this.directions = directions;
            this.rates = new double[elements * directions];
            this.terms = new double[elements * directions];
            this.squares = new double[elements * directions];
        }

        Rates.Of of() {
            return new Rates.Of(rates, terms, Arrays.stream(squares).map(StrictMath::sqrt).toArray());
        }

        /// What is 0 adds nothing to what is infinite.
        void add(int out, int in, double entry, double size, double blur, Rates.Of x) {
            if (size == 0 || x.rates().length == 0) {
                return;
            }
            int to = out * directions;
            int from = in * directions;
            double own = size + blur;
            for (int p = 0; p < directions; p++) {
                double weight = x.terms()[from + p];
                if (weight != 0) {
                    double rate = x.rates()[from + p];
                    double carried = entry * x.blur()[from + p];
                    rates[to + p] += entry * rate;
                    terms[to + p] += size * weight;
                    squares[to + p] += carried * carried + own * rate * (own * rate);
                }
            }
        }
    }
}
