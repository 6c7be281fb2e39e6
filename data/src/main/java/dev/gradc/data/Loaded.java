package dev.gradc.data;

import dev.gradc.runtime.DataSet;
import java.util.Optional;

/// What a [DataSpec] gave.
///
/// @param train the rows to learn from
/// @param test the rows to judge by, where the specification brings its own
/// @param schema what the columns mean, where they came from CSV files; to be kept with the model, so that rows to predict
///     are read in the same way
public record Loaded(DataSet train, Optional<DataSet> test, Optional<CsvSchema> schema) {
}
