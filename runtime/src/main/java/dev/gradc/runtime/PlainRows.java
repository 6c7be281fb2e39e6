package dev.gradc.runtime;

import dev.gradc.runtime.Program.Entry;
import dev.gradc.runtime.Program.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of plain numbers in, rows of the first output out, for predictions that read one real input; `float[]` or `double[]`
/// on either side. Allocates nothing once made.
final class PlainRows {
    private final Model model;
    private final InputSpec input;
    private final int inputWidth;
    private final Output output;
    private final int outputWidth;
    private Metadata metadata = Metadata.NONE;
    private double @Nullable [] means;
    private double @Nullable [] deviations;

    /// @throws GradcException when there are several inputs, or it takes classes
    PlainRows(Model model, Entry entry) {
        this.model = model;
        input = input(model, entry);
        inputWidth = width(input.shape());
        output = entry.outputs().getFirst();
        outputWidth = width(output.shape());
    }

    private static InputSpec input(Model model, Entry entry) {
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

    /// The product of the extents of a row.
    static int width(List<Integer> shape) {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /// Puts the given array in the place of the input's own where it can stand in for it; otherwise copies the rows into the
    /// input's array, standardised as the model's metadata says.
    ///
    /// @return the input's own array, for [#give(Object[], Object)]
    /// @throws GradcException when there are not so many numbers, or one is not finite
    Object put(Object rows, int count, Object[] arrays) {
        if (Reals.length(rows) != count * (long) inputWidth) {
            throw new GradcException(
                    "the model's input " + input.name() + " takes " + inputWidth + " numbers a row, but "
                            + (count == 1 ? "the row has " : count + " rows have ") + Reals.length(rows));
        }
        if (metadata != model.metadata()) {
            learnScaling();
        }
        Object array = arrays[input.array()];
        boolean inPlace = input.exact() && input.stride() == inputWidth && means == null
                && rows.getClass() == array.getClass();
        for (int i = 0; i < count; i++) {
            check(rows, i * inputWidth);
            if (!inPlace) {
                copy(rows, i * inputWidth, array, i * input.stride());
            }
        }
        if (inPlace) {
            arrays[input.array()] = rows;
        }
        return array;
    }

    /// Gives the input its own array again.
    void give(Object[] arrays, Object own) {
        arrays[input.array()] = own;
    }

    private void learnScaling() {
        metadata = model.metadata();
        Standardization scaling = metadata.standardizations().get(input.name());
        means = scaling == null ? null : scaling.means().stream().mapToDouble(d -> d).toArray();
        deviations = scaling == null ? null : scaling.deviations().stream().mapToDouble(d -> d).toArray();
    }

    private void check(Object rows, int from) {
        int bad = Reals.firstNotFinite(rows, from, inputWidth);
        if (bad >= 0) {
            throw notFinite(Reals.get(rows, bad), bad - from + 1);
        }
    }

    private void copy(Object rows, int from, Object array, int to) {
        if (means == null || deviations == null) {
            Reals.copy(rows, from, array, to, inputWidth);
        } else {
            for (int i = 0; i < inputWidth; i++) {
                Reals.set(array, to + i, (Reals.get(rows, from + i) - means[i]) / deviations[i]);
            }
        }
    }

    private GradcException notFinite(double value, int column) {
        return new GradcException("the row has " + value + " in column " + column + " of the model's input "
                + input.name() + ": every number must be finite");
    }

    /// Copies the first output's rows into `result`.
    /// @throws GradcException when that has another length
    void take(Object[] arrays, int count, Object result) {
        if (Reals.length(result) != count * (long) outputWidth) {
            throw new GradcException("the output " + output.name() + " of the model " + model.program().name() + " has "
                    + outputWidth + " numbers a row, but the array for " + (count == 1 ? "it" : count + " rows")
                    + " has "
                    + Reals.length(result));
        }
        for (int i = 0; i < count; i++) {
            Reals.copy(arrays[output.array()], i * output.stride(), result, i * outputWidth, outputWidth);
        }
    }
}
