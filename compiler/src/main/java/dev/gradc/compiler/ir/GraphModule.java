package dev.gradc.compiler.ir;

import java.util.List;

/// A network as the compiler sees it: some entry points over one graph, with shared inputs, parameters and slots.
///
/// @param name the model's name
/// @param graph where its values live
/// @param inputs the data inputs, in declared order
/// @param parameters all parameters, in declared order, used or not
/// @param entries what can be called
public record GraphModule(String name, Graph graph, List<Value> inputs, List<Value> parameters, List<Entry> entries) {
    /// Copies, so that nobody changes them.
    public GraphModule {
        inputs = List.copyOf(inputs);
        parameters = List.copyOf(parameters);
        entries = List.copyOf(entries);
    }

    /// An entry point: what is computed when it is called.
    ///
    /// @param name `predict`, `loss`, `gradients`, `train`
    /// @param results what it gives, in order
    public record Entry(String name, List<Result> results) {
        /// A copy, so that nobody changes it.
        public Entry {
            results = List.copyOf(results);
        }
    }

    /// A value and where it goes.
    public record Result(Target target, Value value) {
    }

    /// Where a result goes.
    public sealed interface Target {
        /// To the caller, by name.
        record Output(String name) implements Target {
        }

        /// To the gradient of a parameter.
        record Gradient(Value parameter) implements Target {
        }

        /// Into a parameter or a slot, in place of what it was; all other results of the entry see the old content.
        record Update(Value state) implements Target {
        }
    }

    /// The values of all results of all entries.
    public List<Value> roots() {
        return entries.stream().flatMap(entry -> entry.results().stream()).map(Result::value).toList();
    }
}
