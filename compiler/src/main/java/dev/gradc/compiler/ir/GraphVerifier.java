package dev.gradc.compiler.ir;

import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.runtime.InputSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks what every module must fulfil and no op can see by itself. (Shapes and operands are checked when a value is
/// made.)
public final class GraphVerifier {
    private static final int MOST_STREAMS = 1 << 16;

    private GraphVerifier() {
    }

    /// The module, when it is well-formed.
    /// @throws IllegalArgumentException when it is not
    public static GraphModule verify(GraphModule module) {
        require(module.inputs().stream().allMatch(value -> value.op() instanceof Op.Input), "an input is none");
        require(module.parameters().stream().allMatch(value -> value.op() instanceof Op.Parameter),
                "a parameter is none");
        Set<Value> inputs = new HashSet<>(module.inputs());
        Set<Value> parameters = new HashSet<>(module.parameters());
        for (Value value : Graph.reachable(module.roots())) {
            require(!(value.op() instanceof Op.Parameter) || parameters.contains(value),
                    value + " is a parameter that the module does not list");
            require(!(value.op() instanceof Op.Slot slot) || parameters.contains(slot.parameter()),
                    value + " is a slot of no parameter");
            leaf(value, inputs);
            require(value.op() instanceof Op.OneHot || value.operands().stream().noneMatch(GraphVerifier::isLabel),
                    value + " computes with labels as if they were numbers");
        }
        require(module.roots().stream().noneMatch(GraphVerifier::isLabel), "labels are no result");
        Set<String> names = new HashSet<>();
        for (Entry entry : module.entries()) {
            require(names.add(entry.name()), "two entries are called " + entry.name());
            verify(entry.results(), parameters);
        }
        return module;
    }

    private static void leaf(Value value, Set<Value> inputs) {
        switch (value.op()) {
            case Op.Input input -> {
                require(input.rolled() || inputs.contains(value), value + " is an input that the module does not list");
                require(input.shape().rank() >= 1 && input.shape().extent(0) == Shape.BATCH,
                        value + " is an input without rows");
            }
            case Op.OneHot(var labels, var classes) -> require(labels.op() instanceof Op.Input input
                    && input.kind().equals(new InputSpec.Kind.Label(classes)), value + " is of no such labels");
            case Op.Random random -> require(random.stream() >= 0 && random.stream() < MOST_STREAMS,
                    "there is no stream " + random.stream());
            default -> {
            }
        }
    }

    private static boolean isLabel(Value value) {
        return value.op() instanceof Op.Input input && input.kind() instanceof InputSpec.Kind.Label;
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
