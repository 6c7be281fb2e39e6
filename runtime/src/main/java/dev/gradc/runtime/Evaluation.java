package dev.gradc.runtime;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How well a model does on a data set.
///
/// @param rows how many rows it was measured on
/// @param loss the mean loss of a row, where the program has the entry [Program#LOSS]
/// @param classification for a target that is a class
/// @param regression for a target of real numbers
public record Evaluation(int rows, OptionalDouble loss, Optional<Classification> classification,
        Optional<Regression> regression) {
    /// Measures of predicted classes.
    ///
    /// @param accuracy the share of rows whose class is predicted
    /// @param confusion how many rows of class i (outer) were predicted as class j (inner)
    public record Classification(double accuracy, List<List<Integer>> confusion) {
    }

    /// Measures of predicted numbers, over all rows and columns.
    ///
    /// @param r2 the coefficient of determination, 1 − Σ(y − ŷ)² / Σ(y − ȳ)², with ȳ the mean of each column; NaN where
    ///     all targets are equal
    /// @param mae the mean of |y − ŷ|
    /// @param mse the mean of (y − ŷ)²
    public record Regression(double r2, double mae, double mse) {
    }

    /// The accuracy, for a target that is a class.
    public OptionalDouble accuracy() {
        return classification.map(c -> OptionalDouble.of(c.accuracy())).orElse(OptionalDouble.empty());
    }
}
