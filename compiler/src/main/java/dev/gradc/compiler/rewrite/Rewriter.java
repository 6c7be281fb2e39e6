package dev.gradc.compiler.rewrite;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Applies a rule to every value of a graph, operands before users, and to what the rule gives, until nothing changes.
public final class Rewriter {
    private static final int MOST_STEPS_PER_VALUE = 200;

    private final Graph graph;
    private final Rule rule;
    private final Map<Value, Value> settled = new HashMap<>();

    private Rewriter(Graph graph, Rule rule) {
        this.graph = graph;
        this.rule = rule;
    }

    /// One way of replacing values. What takes the place of a named value bears its name, if it has none of its own.
    public interface Rule {
        /// What takes the place of `value`, whose operands are settled, or `value` itself where the rule has nothing to
        /// say. A value made for the place should bear the origin of `value`: see [#replace].
        Value apply(Graph graph, Value value);

        /// `op` in the place of `value`, with its name and its origin.
        static Value replace(Graph graph, Value value, Op op) {
            return graph.add(op, value.name(), value.origin());
        }
    }

    /// The module with the rule applied to every value that its entries compute; the same object when nothing changed.
    /// @throws IllegalStateException when the rule does not settle
    public static GraphModule rewrite(GraphModule module, Rule rule) {
        Rewriter rewriter = new Rewriter(module.graph(), rule);
        List<Entry> entries = module.entries().stream().map(rewriter::entry).toList();
        return entries.equals(module.entries()) ? module
                : new GraphModule(module.name(), module.graph(), module.inputs(), module.parameters(), entries);
    }

    /// The entry with the rule applied to every value that its results need; the same object when nothing changed.
    /// @throws IllegalStateException when the rule does not settle
    public static Entry rewrite(Graph graph, Entry entry, Rule rule) {
        return new Rewriter(graph, rule).entry(entry);
    }

    /// What takes the place of each of `roots`.
    /// @throws IllegalStateException when the rule does not settle
    public static List<Value> rewrite(Graph graph, List<Value> roots, Rule rule) {
        return new Rewriter(graph, rule).values(roots);
    }

    private Entry entry(Entry entry) {
        List<Value> before = entry.results().stream().map(Result::value).toList();
        List<Value> after = values(before);
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            results.add(new Result(entry.results().get(i).target(), after.get(i)));
        }
        return after.equals(before) ? entry : new Entry(entry.name(), results);
    }

    private List<Value> values(List<Value> roots) {
        Graph.reachable(roots).forEach(this::settle);
        return roots.stream().map(this::settle).toList();
    }

    private Value settle(Value value) {
        Value known = settled.get(value);
        if (known == null) {
            known = settleAnew(value);
            if (!known.operands().isEmpty()) {
                graph.name(known, value.name());
            }
            settled.put(value, known);
        }
        return known;
    }

    private Value settleAnew(Value value) {
        Value current = value;
        for (int step = 0; step < MOST_STEPS_PER_VALUE; step++) {
            Value rebuilt = overSettledOperands(current);
            Value next = rule.apply(graph, rebuilt);
            if (next == rebuilt) {
                settled.put(rebuilt, rebuilt);
                return rebuilt;
            }
            current = next;
        }
        throw new IllegalStateException("the rules do not settle on " + value.op());
    }

    private Value overSettledOperands(Value value) {
        List<Value> operands = value.operands().stream().map(this::settle).toList();
        return operands.equals(value.operands()) ? value
                : Rule.replace(graph, value, value.op().withOperands(operands));
    }
}
