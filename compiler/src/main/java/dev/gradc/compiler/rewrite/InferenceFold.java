package dev.gradc.compiler.rewrite;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Add;
import dev.gradc.compiler.scalar.Expr.Arg;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Collapses affine maps that follow one another when predicting: (x·W₁ + b₁)·W₂ + b₂ = x·(W₁·W₂) + (b₁·W₂ + b₂), where
/// nothing stands between, nothing else needs the first, and a row takes fewer multiplications. This changes bits on
/// purpose, of the entry `predict` alone; W₁·W₂ is computed once a call.
public final class InferenceFold {
    private final Graph graph;
    /// The layers that a collapsed value stands for, first to last.
    private final Map<Value, List<String>> collapsed = new LinkedHashMap<>();

    private InferenceFold(Graph graph) {
        this.graph = graph;
    }

    /// A module and what was done to it, a sentence for each collapsed chain.
    ///
    /// @param module the same object as before where nothing could be collapsed
    public record Folded(GraphModule module, List<String> notes) {
    }

    /// The module with the affine chains of its entry `predict` collapsed.
    public static Folded module(GraphModule module) {
        InferenceFold fold = new InferenceFold(module.graph());
        List<Entry> entries = module.entries().stream()
                .map(entry -> entry.name().equals(Program.PREDICT) ? fold.entry(entry) : entry).toList();
        return fold.collapsed.isEmpty() ? new Folded(module, List.of())
                : new Folded(
                        new GraphModule(module.name(), module.graph(), module.inputs(), module.parameters(), entries),
                        fold.collapsed.values().stream().map(InferenceFold::note).toList());
    }

    private static String note(List<String> layers) {
        return String.join(", ", layers.subList(0, layers.size() - 1)) + " and " + layers.getLast()
                + " collapse into one affine map when predicting";
    }

    private Entry entry(Entry entry) {
        Map<Value, Integer> uses = new HashMap<>();
        List<Value> roots = entry.results().stream().map(Result::value).toList();
        roots.forEach(root -> uses.merge(root, 1, Integer::sum));
        for (Value value : Graph.reachable(roots)) {
            value.operands().forEach(operand -> uses.merge(operand, 1, Integer::sum));
        }
        for (Value outer : Graph.reachable(roots).reversed()) {
            Optional<Value> folded = fold(outer, uses);
            if (folded.isPresent()) {
                return entry(Rewriter.rewrite(graph, entry, (_, value) -> value == outer ? folded.get() : value));
            }
        }
        return entry;
    }

    private Optional<Value> fold(Value value, Map<Value, Integer> uses) {
        Optional<AffineMap> second = affine(value);
        Optional<AffineMap> first = second.filter(map -> uses.getOrDefault(map.x(), 0) == 1).map(AffineMap::x)
                .flatMap(InferenceFold::affine);
        return first.filter(map -> gains(map, second.get())).map(map -> {
            List<String> layers = new ArrayList<>(layers(second.get().x()));
            layers.addAll(layers(value));
            collapsed.remove(second.get().x());
            collapsed.remove(value);
            Value result = product(value, map, second.get());
            collapsed.put(result, layers);
            return result;
        });
    }

    private List<String> layers(Value value) {
        return collapsed.getOrDefault(value, List
                .of(!value.name().isEmpty() ? value.name() : "the affine map of " + value.origin()));
    }

    private static boolean gains(AffineMap first, AffineMap second) {
        long in = first.in();
        return in * second.out() < in * first.out() + (long) second.in() * second.out();
    }

    private Value product(Value value, AffineMap first, AffineMap second) {
        List<Integer> inner = second.transposed() ? List.of(2, 1) : List.of(1, 2);
        Value weight = graph.add(new Op.Contraction(first.weight(), second.weight(),
                first.transposed() ? List.of(1, 0) : List.of(0, 1), inner, List.of(0, 2)), value);
        Optional<Value> carried = first.bias().map(bias -> graph
                .add(new Op.Contraction(bias, second.weight(), List.of(1), inner, List.of(2)), value));
        Op map = new Op.Contraction(first.x(), weight, List.of(0, 1), List.of(1, 2), List.of(0, 2));
        Optional<Value> bias = carried.isPresent() && second.bias().isPresent()
                ? Optional.of(graph.map(value, Expr.arg(0).plus(Expr.arg(1)), carried.get(), second.bias().get()))
                : carried.or(second::bias);
        return bias.isEmpty() ? Rewriter.Rule.replace(graph, value, map)
                : Rewriter.Rule.replace(graph, value, new Op.Elementwise(Expr.arg(0).plus(Expr.arg(1)),
                        List.of(graph.add(map, value), graph.broadcast(value, bias.get(), value.shape(), List.of(1)))));
    }

    /// x·W + b over rows.
    ///
    /// @param weight W, or its transpose
    private record AffineMap(Value x, Value weight, boolean transposed, Optional<Value> bias) {
        int in() {
            return weight.shape().extent(transposed ? 1 : 0);
        }

        int out() {
            return weight.shape().extent(transposed ? 0 : 1);
        }
    }

    private static Optional<AffineMap> affine(Value value) {
        return switch (value.op()) {
            case Op.Contraction op -> linear(op.a(), op.aLabels(), op.b(), op.bLabels(), op.labels())
                    .or(() -> linear(op.b(), op.bLabels(), op.a(), op.aLabels(), op.labels()));
            case Op.Elementwise(Add(Arg(var a), Arg(var b)), var args) -> biased(args.get(a), args.get(b))
                    .or(() -> biased(args.get(b), args.get(a)));
            default -> Optional.empty();
        };
    }

    private static Optional<AffineMap> biased(Value linear, Value bias) {
        return linear.op() instanceof Op.Contraction && bias.op() instanceof Op.Broadcast(var b, _, var axes)
                && axes.equals(List.of(1))
                        ? affine(linear)
                                .map(map -> new AffineMap(map.x(), map.weight(), map.transposed(), Optional.of(b)))
                        : Optional.empty();
    }

    private static Optional<AffineMap> linear(Value x, List<Integer> xLabels, Value weight, List<Integer> labels,
            List<Integer> result) {
        if (x.shape().rank() != 2 || x.shape().extent(0) != Shape.BATCH || weight.shape().rank() != 2
                || weight.shape().hasBatch() || result.size() != 2 || !result.get(0).equals(xLabels.get(0))) {
            return Optional.empty();
        }
        int summed = labels.indexOf(xLabels.get(1));
        return summed >= 0 && labels.get(1 - summed).equals(result.get(1))
                ? Optional.of(new AffineMap(x, weight, summed == 1, Optional.empty()))
                : Optional.empty();
    }
}
