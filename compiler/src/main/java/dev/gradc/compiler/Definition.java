package dev.gradc.compiler;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A network as it was written, before anything is derived from it.
///
/// @param name the model's name
/// @param graph where its values live
/// @param inputs the data inputs, in declared order
/// @param parameters the parameters, in declared order
/// @param outputs what it predicts, by the user's names, in declared order
/// @param loss a single number; empty for a network that cannot be trained
/// @param updates how the optimiser changes parameters and slots
public record Definition(String name, Graph graph, List<Value> inputs, List<Value> parameters,
        Map<String, Value> outputs, Optional<Value> loss, UpdateRule updates) {
    /// An optimiser as symbolic updates.
    public interface UpdateRule {
        /// The new content of every parameter and slot that a training step changes.
        ///
        /// @param gradients the gradient of the training loss by each trainable parameter, in declared order
        /// @return results whose targets are updates
        List<Result> apply(Map<Value, Value> gradients);
    }
}
