package dev.gradc.runtime;

import dev.gradc.runtime.Program.Entry;
import dev.gradc.runtime.Program.Output;
import java.util.List;

/// One row in, one row out, for a model with one real input; `float[]` or `double[]` on either side.
final class SingleRow {
    private SingleRow() {
    }

    /// The one real input of the predictions.
    /// @throws GradcException when there are several inputs, or it takes classes
    static InputSpec input(Model model, Entry entry) {
        if (entry.inputs().size() == 1) {
            InputSpec input = model.program().inputs().get(entry.inputs().getFirst());
            if (!(input.kind() instanceof InputSpec.Kind.Label)) {
                return input;
            }
        }
        throw new GradcException(
                "the model " + model.program().name() + " has not one real input, so an array of numbers "
                        + "does not say what it is to predict: give it a data set");
    }

    /// Copies a row into the input's array, standardised as the model's metadata says.
    static void put(Model model, Entry entry, Object row, Object[] arrays) {
        InputSpec input = input(model, entry);
        int width = Reals.length(row);
        if (width != width(input.shape())) {
            throw new GradcException("the model's input " + input.name() + " takes " + width(input.shape())
                    + " numbers a row, but the row has " + width);
        }
        Standardization scaling = model.metadata().standardizations().get(input.name());
        for (int i = 0; i < width; i++) {
            double value = Reals.get(row, i);
            if (!Double.isFinite(value)) {
                throw new GradcException("the row has " + value + " in column " + (i + 1) + " of the model's input "
                        + input.name() + ": every number must be finite");
            }
            Reals.set(arrays[input.array()], i, scaling == null ? value
                    : (value - scaling.means().get(i)) / scaling.deviations().get(i));
        }
    }

    /// Copies the first output into `result`.
    static void take(Model model, Entry entry, Object[] arrays, Object result) {
        Output output = entry.outputs().getFirst();
        int width = Reals.length(result);
        if (width != width(output.shape())) {
            throw new GradcException("the output " + output.name() + " of the model " + model.program().name() + " has "
                    + width(output.shape()) + " numbers a row, but the array for it has " + width);
        }
        for (int i = 0; i < width; i++) {
            Reals.set(result, i, Reals.get(arrays[output.array()], i));
        }
    }

    /// The product of the extents of a row, without a stream's garbage.
    static int width(List<Integer> shape) {
        int width = 1;
        for (int i = 0; i < shape.size(); i++) {
            width = Math.multiplyExact(width, shape.get(i));
        }
        return width;
    }
}
