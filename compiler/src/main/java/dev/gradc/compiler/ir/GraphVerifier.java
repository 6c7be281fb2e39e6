package dev.gradc.compiler.ir;

import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks what every module must fulfil and no op can see by itself. (Shapes and operands are checked when a value is
/// made.)
public final class GraphVerifier {
    private GraphVerifier() {
    }

    /// The module, when it is well-formed.
    /// @throws IllegalArgumentException when it is not
    public static GraphModule verify(GraphModule module) {
        require(module.inputs().stream().allMatch(value -> value.op() instanceof Op.Input), "an input is none");
        require(module.parameters().stream().allMatch(value -> value.op() instanceof Op.Parameter),
                "a parameter is none");
        Set<Value> parameters = new HashSet<>(module.parameters());
        for (Value value : Graph.reachable(module.roots())) {
            require(!(value.op() instanceof Op.Parameter) || parameters.contains(value),
                    value + " is a parameter that the module does not list");
            require(!(value.op() instanceof Op.Slot slot) || parameters.contains(slot.parameter()),
                    value + " is a slot of no parameter");
        }
        Set<String> names = new HashSet<>();
        for (Entry entry : module.entries()) {
            require(names.add(entry.name()), "two entries are called " + entry.name());
            verify(entry.results(), parameters);
        }
        return module;
    }

    private static void verify(List<Result> results, Set<Value> parameters) {
        Set<Target> targets = new HashSet<>();
        for (Result result : results) {
            require(targets.add(result.target()), "two results go to " + result.target());
            switch (result.target()) {
                case Target.Output _ -> {
                }
                case Target.Gradient(var parameter) -> require(
                        parameters.contains(parameter) && parameter.shape().equals(result.value().shape()),
                        result.value() + " is no gradient of " + parameter);
                case Target.Update(var state) -> require(
                        (parameters.contains(state) || state.op() instanceof Op.Slot)
                                && state.shape().equals(result.value().shape()),
                        result.value() + " cannot become " + state);
            }
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what);
        }
    }
}
