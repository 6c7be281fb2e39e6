package dev.gradc.runtime;

import dev.gradc.runtime.Source.ClassField;
import org.jspecify.annotations.Nullable;

/// Brings the rows of one input from a data set into an array, and checks them.
final class Feed {
    private static final double SUM_TOLERANCE = 1e-4;

    private final InputSpec input;
    private final Source source;
    private final DataSet data;
    private final int width;
    private final int[] fields;
    private final int[] widths;
    private final double[] row;
    private final double[] means;
    private final double[] deviations;

    Feed(InputSpec input, @Nullable Source source, DataSet data) {
        if (source == null) {
            throw new IllegalStateException("no source for the input " + input.name());
        }
        this.input = input;
        this.source = source;
        this.data = data;
        width = input.width();
        boolean numbers = source instanceof Source.Numbers;
        fields = source instanceof Source.Numbers n ? n.fields().stream().mapToInt(i -> i).toArray() : new int[0];
        widths = new int[fields.length];
        for (int i = 0; i < fields.length; i++) {
            widths[i] = data.fields().get(fields[i]).width();
        }
        Standardization scaling = source instanceof Source.Numbers n ? n.standardization() : null;
        means = scaling == null ? new double[0] : Standardization.array(scaling.means());
        deviations = scaling == null ? new double[0] : Standardization.array(scaling.deviations());
        row = new double[numbers ? width : 1];
    }

    InputSpec input() {
        return input;
    }

    Source source() {
        return source;
    }

    /// Fills the input's array with rows of the data set.
    ///
    /// @param check whether to look at the numbers; labels are always looked at
    void fill(Object[] arrays, int[] order, int from, int rows, boolean check) {
        Object array = arrays[input.array()];
        for (int i = 0; i < rows; i++) {
            int partner = input.rolled() ? (i + 1) % rows : i;
            put(array, i * input.stride(), order[from + partner], check);
        }
    }

    /// Reads every row.
    void check() {
        Object array = source instanceof Source.Index ? new int[1] : new double[width];
        for (int r = 0; r < data.size(); r++) {
            put(array, 0, r, true);
        }
    }

    private void put(Object array, int offset, int dataRow, boolean check) {
        if (source instanceof Source.Numbers) {
            copy(array, offset, dataRow);
            if (check) {
                checkNumbers(array, offset, dataRow);
            }
        } else if (source instanceof Source.Index index) {
            ((int[]) array)[offset] = label(index.of(), dataRow);
        } else if (source instanceof Source.Bit bit) {
            Reals.set(array, offset, label(bit.of(), dataRow));
        } else if (source instanceof Source.OneHot oneHot) {
            for (int c = 0; c < width; c++) {
                Reals.set(array, offset + c, 0);
            }
            Reals.set(array, offset + label(oneHot.of(), dataRow), 1);
        } else {
            throw new IllegalStateException("no way to feed from " + source);
        }
    }

    private void copy(Object array, int offset, int dataRow) {
        if (means.length > 0) {
            copyFields(row, 0, dataRow);
            for (int c = 0; c < width; c++) {
                Reals.set(array, offset + c, (row[c] - means[c]) / deviations[c]);
            }
        } else {
            copyFields(array, offset, dataRow);
        }
    }

    private void copyFields(Object array, int offset, int dataRow) {
        int at = offset;
        for (int i = 0; i < fields.length; i++) {
            if (array instanceof float[] floats) {
                data.copy(fields[i], dataRow, floats, at);
            } else {
                data.copy(fields[i], dataRow, (double[]) array, at);
            }
            at += widths[i];
        }
    }

    private void checkNumbers(Object array, int offset, int dataRow) {
        int bad = Reals.firstNotFinite(array, offset, width);
        if (bad >= 0) {
            throw new GradcException("row " + (dataRow + 1) + " of the data set has " + Reals.get(array, bad)
                    + " in column " + (bad - offset + 1) + " of the model's input " + input.name()
                    + ": every number must be finite, so repair or leave out that row");
        }
        if (input.kind() instanceof InputSpec.Kind.Distribution) {
            checkDistribution(array, offset, dataRow);
        }
    }

    private void checkDistribution(Object array, int offset, int dataRow) {
        double sum = 0;
        for (int c = 0; c < width; c++) {
            double p = Reals.get(array, offset + c);
            if (p < 0) {
                throw new GradcException("row " + (dataRow + 1) + " of the data set has " + p + " in column " + (c + 1)
                        + " of the model's input " + input.name()
                        + ", which takes probabilities: none may be negative");
            }
            sum += p;
        }
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new GradcException("row " + (dataRow + 1) + " of the data set has the sum " + sum
                    + " in the model's input " + input.name() + ", which takes probabilities: their sum must be 1");
        }
    }

    private int label(ClassField of, int dataRow) {
        if (of.real()) {
            data.copy(of.field(), dataRow, row, 0);
            if (row[0] != (int) row[0]) {
                throw badLabel(Double.toString(row[0]), of, dataRow);
            }
        }
        int label = of.real() ? (int) row[0] : data.label(of.field(), dataRow);
        if (label < 0 || label >= of.classes()) {
            throw badLabel(Integer.toString(label), of, dataRow);
        }
        return label;
    }

    private GradcException badLabel(String label, ClassField of, int dataRow) {
        return new GradcException("row " + (dataRow + 1) + " of the data set has the label " + label + " in the field "
                + data.fields().get(of.field()).name() + ", but the model's input " + input.name()
                + " takes a class from 0 to " + (of.classes() - 1));
    }
}
