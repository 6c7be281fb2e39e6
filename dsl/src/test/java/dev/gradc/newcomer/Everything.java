package dev.gradc.newcomer;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.check.Subject;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// All rows of [Written] but the optimisers' in one network, so that one program can have all their derivatives.
final class Everything {
    private final Map<String, Value> losses = new LinkedHashMap<>();
    private final Definition definition;

    Everything() {
        Network network = new Written.Tried((tried, in) -> rows().map(row -> {
            Tensor loss = row.loss().apply(tried, in);
            losses.put(row.name(), loss.value());
            return loss;
        }).reduce(Tensor::plus).orElseThrow(), Network.sgd(0.1));
        definition = network.definition();
    }

    private static Stream<Written> rows() {
        return Stream.of(Written.layers(), Written.formulas(), Written.losses(), Written.regularizers(),
                Written.wholes()).flatMap(List::stream);
    }

    /// The losses of all rows.
    List<Value> losses() {
        return List.copyOf(losses.values());
    }

    /// Each row's loss by the trainable parameters that it depends on.
    List<Subject> subjects(int order) {
        return losses.entrySet().stream().map(row -> subject(row.getKey(), row.getValue(), order)).toList();
    }

    private Subject subject(String name, Value loss, int order) {
        List<Value> leaves = Graph.reachable(List.of(loss)).stream().filter(
                value -> value.op() instanceof Op.Parameter(_, _, _, var trainable) && trainable).toList();
        Definition alone = new Definition(name, definition.graph(), definition.inputs(), definition.parameters(),
                definition.outputs(), Optional.of(loss), definition.updates());
        return Subject.of(alone, Optional.empty(), leaves, order);
    }
}
