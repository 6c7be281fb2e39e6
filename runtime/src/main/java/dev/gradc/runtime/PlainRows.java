package dev.gradc.runtime;

import dev.gradc.runtime.Program.Entry;
import dev.gradc.runtime.Program.Output;
import org.jspecify.annotations.Nullable;

/// Rows of plain numbers in, rows of the first output out, for predictions that read one real input; `float[]` or `double[]`
/// on either side. Allocates nothing once made.
final class PlainRows {
    private final Model model;
    private final InputSpec input;
    private final int inputWidth;
    private final Output output;
    private Metadata metadata = Metadata.NONE;
    private double @Nullable [] means;
    private double @Nullable [] deviations;

    /// @throws GradcException when there are several inputs, or it takes classes
    PlainRows(Model model, Entry entry) {
        this.model = model;
        input = input(model, entry);
        inputWidth = input.width();
        output = entry.outputs().get(0);
    }

    private static InputSpec input(Model model, Entry entry) {
        if (entry.inputs().size() == 1) {
            InputSpec input = model.program().inputs().get(entry.inputs().get(0));
            if (!(input.kind() instanceof InputSpec.Kind.Label)) {
                return input;
            }
        }
        throw new GradcException(
                "the model " + model.program().name() + " has not one real input, so an array of numbers "
                        + "does not say what it is to predict: give it a data set");
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
        check(rows, count);
        if (inPlace) {
            arrays[input.array()] = rows;
        } else {
            copy(rows, array, count);
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
        means = scaling == null ? null : Standardization.array(scaling.means());
        deviations = scaling == null ? null : Standardization.array(scaling.deviations());
    }

    private void check(Object rows, int count) {
        int bad = Reals.firstNotFinite(rows, 0, count * inputWidth);
        if (bad >= 0) {
            throw notFinite(Reals.get(rows, bad), count == 1 ? "the row" : "row " + (bad / inputWidth + 1),
                    bad % inputWidth + 1);
        }
    }

    private void copy(Object rows, Object array, int count) {
        if (means == null || deviations == null) {
            copyRows(rows, inputWidth, array, input.stride(), count, inputWidth);
            return;
        }
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < inputWidth; i++) {
                Reals.set(array, row * input.stride() + i,
                        (Reals.get(rows, row * inputWidth + i) - means[i]) / deviations[i]);
            }
        }
    }

    /// Copies rows of `width` numbers, at once where they stand without gaps on both sides.
    private static void copyRows(Object from, int fromStride, Object to, int toStride, int count, int width) {
        if (fromStride == width && toStride == width) {
            Reals.copy(from, 0, to, 0, count * width);
            return;
        }
        for (int row = 0; row < count; row++) {
            Reals.copy(from, row * fromStride, to, row * toStride, width);
        }
    }

    private GradcException notFinite(double value, String row, int column) {
        return new GradcException(row + " has " + value + " in column " + column + " of the model's input "
                + input.name() + ": every number must be finite");
    }

    /// Copies the first output's rows into `result`.
    /// @throws GradcException when that has another length
    void take(Object[] arrays, int count, Object result) {
        take(model.program(), output, arrays, count, result);
    }

    /// Copies an output's rows into `result`.
    /// @throws GradcException when that has another length
    static void take(Program program, Output output, Object[] arrays, int count, Object result) {
        int width = output.width();
        int rows = output.perRow() ? count : 1;
        if (Reals.length(result) != rows * (long) width) {
            throw new GradcException("the output " + output.name() + " of the model " + program.name() + " has " + width
                    + " numbers a row, but the array for " + (rows == 1 ? "it" : rows + " rows") + " has "
                    + Reals.length(result));
        }
        copyRows(arrays[output.array()], output.stride(), result, width, rows, width);
    }
}
