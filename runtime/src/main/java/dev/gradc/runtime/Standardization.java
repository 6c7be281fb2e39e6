package dev.gradc.runtime;

import java.util.Arrays;
import java.util.List;

/// A shift and a scale for each number of an input's row: `(x − mean) / deviation`. Fitted on the training rows and kept
/// in the model, which therefore takes rows as they come.
///
/// @param means one for each number of a row
/// @param deviations one for each number of a row, greater than 0
public record Standardization(List<Double> means, List<Double> deviations) {
    /// Checks the numbers.
    /// @throws GradcException when the counts differ, or a number is not finite, or a deviation is not positive
    public Standardization {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        if (means.size() != deviations.size()) {
            throw new GradcException("a standardisation has " + means.size() + " means and " + deviations.size()
                    + " deviations, but needs one of each for every number of a row");
        }
        for (int i = 0; i < means.size(); i++) {
            if (!Double.isFinite(means.get(i)) || !Double.isFinite(deviations.get(i)) || deviations.get(i) <= 0) {
                throw new GradcException(
                        "a standardisation has a mean that is not finite or a deviation that is not positive");
            }
        }
    }

    /// The mean and the standard deviation (of the population: divided by n) of each number of some real fields, one
    /// field after another. A number that is the same in all rows gets the deviation 1.
    ///
    /// @throws GradcException when the data set is empty or a field holds classes
    public static Standardization fit(DataSet data, int... fields) {
        int rows = data.size();
        if (rows == 0) {
            throw new GradcException("the data set is empty: there is nothing to fit a standardisation to");
        }
        int width = Arrays.stream(fields).map(f -> realWidth(data.fields().get(f))).sum();
        double[] row = new double[width];
        double[] mean = new double[width];
        double[] squares = new double[width];
        for (int r = 0; r < rows; r++) {
            int at = 0;
            for (int field : fields) {
                data.copy(field, r, row, at);
                at += data.fields().get(field).width();
            }
            for (int c = 0; c < width; c++) {
                double delta = row[c] - mean[c];
                mean[c] += delta / (r + 1);
                squares[c] += delta * (row[c] - mean[c]);
            }
        }
        return of(mean, squares, rows);
    }

    private static int realWidth(Field field) {
        if (field.kind() != Field.Kind.REAL) {
            throw new GradcException("the field " + field.name() + " holds classes, which cannot be standardised");
        }
        return field.width();
    }

    private static Standardization of(double[] mean, double[] squares, int rows) {
        Double[] deviations = new Double[mean.length];
        for (int c = 0; c < mean.length; c++) {
            double deviation = StrictMath.sqrt(squares[c] / rows);
            boolean constant = deviation <= 1e-12 * Math.abs(mean[c]) || deviation == 0;
            deviations[c] = constant ? 1.0 : deviation;
        }
        return new Standardization(Arrays.stream(mean).boxed().toList(), List.of(deviations));
    }

    /// Numbers as an array.
    static double[] array(List<Double> numbers) {
        double[] array = new double[numbers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.get(i);
        }
        return array;
    }

    /// How many numbers a row has.
    public int width() {
        return means.size();
    }

    /// Standardises `width` numbers in place.
    public void apply(double[] row) {
        for (int c = 0; c < means.size(); c++) {
            row[c] = (row[c] - means.get(c)) / deviations.get(c);
        }
    }
}
