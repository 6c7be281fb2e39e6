package dev.gradc.compiler.autodiff;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Derives the entries `gradients` and `train` from the training loss.
public final class Differentiate {
    private Differentiate() {
    }

    /// The module with the gradients of the loss that its entry `train` computes in an entry `gradients`, and with the
    /// optimiser's updates in `train`.
    public static GraphModule module(GraphModule module, Definition.UpdateRule updates) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : module.entries()) {
            if (!entry.name().equals(Program.TRAIN)) {
                entries.add(entry);
                continue;
            }
            Result loss = entry.results().get(0);
            Map<Value, Value> gradients = gradients(module.graph(), loss.value(), trainable(module));
            List<Result> all = new ArrayList<>(List.of(loss));
            gradients.forEach((parameter, gradient) -> all.add(new Result(new Target.Gradient(parameter), gradient)));
            entries.add(new Entry(Program.GRADIENTS, all));
            List<Result> step = new ArrayList<>(List.of(loss));
            step.addAll(updates.apply(gradients));
            entries.add(new Entry(Program.TRAIN, step));
        }
        return new GraphModule(module.name(), module.graph(), module.inputs(), module.parameters(), entries);
    }

    /// The gradients by `parameters`; those of every named value on the way are called after it, such as `∂z1`.
    private static Map<Value, Value> gradients(Graph graph, Value loss, List<Value> parameters) {
        Set<Value> active = new LinkedHashSet<>(parameters);
        for (Value value : Graph.reachable(List.of(loss))) {
            if (value.operands().stream().anyMatch(active::contains)) {
                active.add(value);
            }
        }
        List<Value> by = active.stream().filter(value -> !value.name().isEmpty() || parameters.contains(value))
                .toList();
        Map<Value, Value> gradients = Backprop.gradients(graph, loss, by);
        gradients.forEach((value, gradient) -> graph.name(gradient, "∂" + value.name()));
        gradients.keySet().retainAll(parameters);
        return gradients;
    }

    private static List<Value> trainable(GraphModule module) {
        return module.parameters().stream()
                .filter(value -> value.op() instanceof Op.Parameter parameter && parameter.trainable()).toList();
    }
}
