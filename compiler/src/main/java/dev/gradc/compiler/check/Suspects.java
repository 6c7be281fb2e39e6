package dev.gradc.compiler.check;

import dev.gradc.compiler.autodiff.Backprop;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.ExprPrinter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Finds the op whose rule is wrong: for each op by itself, whether the share of a gradient that it sends back to its operands is the
/// transposed Jacobian of what it computes times that gradient.
final class Suspects {
    /// So many elements of each operand are tried.
    private static final int MOST_ELEMENTS = 64;
    private static final double CLEARLY = 1e-9;
    private static final int MOST = 3;

    private final Graph graph;
    private final int rows;
    private final GraphInterpreter values;
    private final SplittableRandom random;

    Suspects(Graph graph, int rows, GraphInterpreter values, SplittableRandom random) {
        this.graph = graph;
        this.rows = rows;
        this.values = values;
        this.random = random;
    }

    /// The first few ops between `leaves` and `root` that are wrong, a sentence each.
    List<String> of(Value root, List<Value> leaves) {
        List<String> found = new ArrayList<>();
        List<Value> all = Graph.reachable(List.of(root));
        Map<Value, double[]> known = new HashMap<>();
        all.forEach(value -> known.put(value, values.value(value)));
        for (Value value : all) {
            if (found.size() < MOST && !(value.op() instanceof Op.Phase) && !leaves.contains(value)) {
                suspect(value, known).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<String> suspect(Value y, Map<Value, double[]> known) {
        // Any value of y's shape that stands nowhere else: its content is given.
        Value g = graph.map(y, Expr.arg(0).plus(Expr.constant(StrictMath.PI)), y);
        List<Optional<Value>> shares = Backprop.shares(graph, y, g);
        double[] gradient = random.doubles(values.value(y).length, 0.5, 1.5).toArray();
        GraphInterpreter at = new GraphInterpreter(rows, GraphInterpreter.Phase.TRAINING,
                Subject.with(known, Map.of(g, gradient)));
        int from = y.op() instanceof Op.Custom ? 1 : 0;
        return IntStream.range(from, shares.size()).mapToObj(y.operands()::get).distinct()
                .flatMap(x -> sent(y, x, shares, at).stream().map(share -> wrong(y, x, share, gradient)))
                .flatMap(Optional::stream).findFirst();
    }

    /// What is sent to an operand, wherever it stands; empty where nothing ever is.
    private Optional<double[]> sent(Value y, Value x, List<Optional<Value>> shares, GraphInterpreter at) {
        return IntStream.range(0, shares.size()).filter(i -> y.operands().get(i) == x)
                .mapToObj(shares::get).flatMap(Optional::stream).map(at::value).reduce(Suspects::sum);
    }

    private static double[] sum(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
    }

    private Optional<String> wrong(Value y, Value x, double[] share, double[] gradient) {
        Sweep sweep = new Sweep(graph, rows, values, y.op() instanceof Op.Custom(_, var result, _, _) ? result : y);
        for (int i = 0; i < Math.min(MOST_ELEMENTS, share.length); i++) {
            Rates.Of column = sweep.ofRoot(sweep.first(alone(y, Direction.unit(x, i, share.length))));
            double expected = 0;
            double terms = 0;
            for (int out = 0; out < gradient.length; out++) {
                expected += gradient[out] * column.rates()[out];
                terms += Math.abs(gradient[out]) * column.terms()[out];
            }
            if (share[i] != expected && !(Math.abs(share[i] - expected) <= CLEARLY * terms)) {
                return Optional.of(sentence(y, x, i, share[i], expected));
            }
        }
        return Optional.empty();
    }

    /// One operand changes; the others stay as they are, even where they are computed from it.
    private Rates alone(Value y, Direction direction) {
        Map<Value, double[]> seeds = new HashMap<>();
        int from = y.op() instanceof Op.Custom ? 1 : 0;
        y.operands().stream().skip(from).forEach(x -> seeds.put(x, new double[values.value(x).length]));
        seeds.put(direction.leaf(), direction.content());
        return Direction.seeds(seeds);
    }

    private String sentence(Value y, Value x, int element, double share, double expected) {
        String place = (x.name().isEmpty() ? "operand " + (y.operands().indexOf(x) + 1) : x.name())
                + Subject.coordinates(x.shape(), element, rows);
        String what = switch (y.op()) {
            case Op.Custom op -> "the backward pass of " + op.name();
            case Op.Elementwise op -> "the derivative of the formula " + ExprPrinter.print(op.formula());
            default -> "the rule of " + y.op().getClass().getSimpleName();
        };
        return what + " (" + y.origin() + ") does not fit what it computes: to " + place + " it sends " + share
                + ", but by dual numbers it is " + expected;
    }
}
