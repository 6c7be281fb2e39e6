package dev.gradc.compiler.rewrite;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Applies a rule to every value of a module, operands before users. Values are immutable: what changes is made anew in
/// the same graph, and keeps the name and the origin of what it replaces.
public final class Rewriter {
    /// More rounds than this mean that rules undo one another.
    private static final int MOST_ROUNDS = 100;

    private final Graph graph;
    private final UnaryOperator<Value> rule;
    private final Map<Value, Value> rewritten = new HashMap<>();

    private Rewriter(Graph graph, UnaryOperator<Value> rule) {
        this.graph = graph;
        this.rule = rule;
    }

    /// The module with `rule` applied once to every value that its results need; the module itself where nothing changed.
    ///
    /// @param rule gives the value that stands for a value whose operands are rewritten already, or the value itself
    public static GraphModule once(GraphModule module, UnaryOperator<Value> rule) {
        Rewriter rewriter = new Rewriter(module.graph(), rule);
        List<Entry> entries = module.entries().stream().map(rewriter::entry).toList();
        return entries.equals(module.entries()) ? module
                : new GraphModule(module.name(), module.graph(), module.inputs(), module.parameters(), entries);
    }

    /// As [#once], again and again until nothing changes.
    /// @throws IllegalStateException when it does not come to an end
    public static GraphModule toFixpoint(GraphModule module, UnaryOperator<Value> rule) {
        GraphModule before = module;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            GraphModule after = once(before, rule);
            if (after == before) {
                return after;
            }
            before = after;
        }
        throw new IllegalStateException("rules undo one another in " + module.name());
    }

    /// The entry with `rule` applied once to every value that its results need.
    public static Entry once(Graph graph, Entry entry, UnaryOperator<Value> rule) {
        return new Rewriter(graph, rule).entry(entry);
    }

    private Entry entry(Entry entry) {
        return new Entry(entry.name(), entry.results().stream()
                .map(result -> new Result(result.target(), value(result.value()))).toList());
    }

    private Value value(Value root) {
        for (Value value : Graph.reachable(List.of(root))) {
            if (!rewritten.containsKey(value)) {
                rewritten.put(value, rule.apply(withOperands(value)));
            }
        }
        return of(root);
    }

    private Value withOperands(Value value) {
        List<Value> operands = value.operands().stream().map(this::of).toList();
        return operands.equals(value.operands()) ? value
                : graph.add(value.op().withOperands(operands), value.name(), value.origin());
    }

    private Value of(Value value) {
        Value result = rewritten.get(value);
        if (result == null) {
            throw new IllegalStateException("operands come first: " + value);
        }
        return result;
    }
}
