package dev.gradc.gradcheck;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.check.Subject;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A function as a network: its loss is the function's result, or the sum of the result's elements, each times an input of its own.
final class FunctionNetwork extends Network {
    private static final String COTANGENT = "cotangent";

    private final Function<List<Tensor>, Tensor> function;
    private final List<String> names;
    private final int[] extents;
    private Optional<Subject.Weighed> weighed = Optional.empty();

    FunctionNetwork(Function<List<Tensor>, Tensor> function, List<String> names, int... extents) {
        this.function = function;
        this.names = List.copyOf(names);
        this.extents = extents.clone();
    }

    @Override
    protected void define() {
        Tensor result = function.apply(names.stream().map(name -> input(name, extents)).toList());
        output("result", result);
        if (result.shape().equals(Shape.SCALAR)) {
            loss(result);
            return;
        }
        Tensor cotangent = cotangent(result.shape());
        weighed = Optional.of(new Subject.Weighed(result.value(), cotangent.value()));
        loss(result.times(cotangent).sum());
    }

    private Tensor cotangent(Shape shape) {
        boolean perRow = shape.extent(0) == Shape.BATCH;
        int[] rest = shape.extents().stream().skip(perRow ? 1 : 0).mapToInt(extent -> extent).toArray();
        return perRow ? input(COTANGENT, rest) : fixed(COTANGENT, zeros(), rest);
    }

    /// The function and its derivatives.
    Subject subject(int order) {
        Definition definition = definition();
        List<Value> leaves = new ArrayList<>(definition.inputs());
        leaves.addAll(definition.parameters().stream()
                .filter(value -> value.op() instanceof Op.Parameter(_, _, _, var trainable) && trainable).toList());
        weighed.ifPresent(both -> leaves.remove(both.cotangent()));
        String line = definition.outputs().values().iterator().next().origin().toString();
        return Subject.of(definition, weighed, leaves, order)
                .named(line.isEmpty() ? "the function" : "the function at " + line);
    }
}
