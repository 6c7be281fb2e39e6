package dev.gradc.runtime;

import java.util.List;
import java.util.Optional;

/// A compiled program: its code and all that the runtime must know to run it.
///
/// @param name the model's name
/// @param precision the type of its numbers
/// @param arrays the arrays that its kernels work on; their indices are used everywhere below
/// @param kernels its kernels
/// @param entries what can be called: some of `predict`, `loss`, `gradients`, `train`
/// @param inputs the data inputs
/// @param parameters the parameters, in declared order
/// @param slots the optimiser's slots
/// @param scalars what the host writes into the array of scalars, in order
/// @param streams how many random masks there are; stream s has its keys at 2s and 2s + 1 of the array of keys
/// @param scratch what each thread needs for itself
/// @param code runs the kernels
public record Program(String name, Precision precision, List<ArraySpec> arrays, List<KernelSpec> kernels,
        List<Entry> entries, List<InputSpec> inputs, List<ParameterSpec> parameters, List<ParameterSpec> slots,
        List<StepScalar> scalars, int streams, Scratch scratch, Kernels code) {
    /// The entry point that computes the outputs from the data inputs, without randomness.
    public static final String PREDICT = "predict";
    /// The entry point that computes the loss of a batch as it is when predicting (no dropout, no regulariser's noise).
    public static final String LOSS = "loss";
    /// The entry point that computes the training loss and its gradient by every trainable parameter.
    public static final String GRADIENTS = "gradients";
    /// The entry point that computes the training loss and updates parameters and slots in place.
    public static final String TRAIN = "train";

    /// A named sequence of kernels, run in order.
    ///
    /// @param name the entry's name
    /// @param kernels indices of kernels
    /// @param inputs indices into [Program#inputs()] of those that it reads
    /// @param outputs what it gives, by name
    public record Entry(String name, List<Integer> kernels, List<Integer> inputs, List<Output> outputs) {
    }

    /// A named result of an entry point.
    ///
    /// @param name the user's name, or `loss`
    /// @param array the array that holds it
    /// @param shape the extents of one row, or of the whole where it has none
    /// @param perRow whether it has a row for each row of the batch
    /// @param stride how far apart the rows of the batch stand in the array
    public record Output(String name, int array, List<Integer> shape, boolean perRow, int stride) {
        /// How many numbers a row has, or the whole where it has none. Allocates nothing.
        public int width() {
            return Shape.size(shape);
        }
    }

    /// The same with another code.
    Program withCode(Kernels other) {
        return new Program(name, precision, arrays, kernels, entries, inputs, parameters, slots, scalars, streams,
                scratch, other);
    }

    /// The entry of that name.
    /// @throws GradcException when the program was compiled without it
    public Entry entry(String name) {
        Optional<Entry> found = find(name);
        if (found.isEmpty()) {
            throw lacks(name);
        }
        return found.get();
    }

    GradcException lacks(String entry) {
        return new GradcException("the model " + name + " was compiled without " + entry);
    }

    /// The entry of that name, where the program has it.
    public Optional<Entry> find(String name) {
        for (Entry entry : entries) {
            if (entry.name().equals(name)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /// How many floating-point operations an entry takes.
    public double operations(Entry entry, int rows) {
        double operations = 0;
        for (int i = 0; i < entry.kernels().size(); i++) {
            operations += kernels.get(entry.kernels().get(i)).work().operations().at(rows);
        }
        return operations;
    }

    /// How many parameters there are, counted in numbers.
    public int parameterCount() {
        int count = 0;
        for (ParameterSpec parameter : parameters) {
            count = Math.addExact(count, parameter.size());
        }
        return count;
    }
}
