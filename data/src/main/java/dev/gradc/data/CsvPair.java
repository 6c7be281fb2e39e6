package dev.gradc.data;

import dev.gradc.data.CsvSchema.Column;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.GradcException;
import java.util.List;

/// Features in one CSV file and what is to be predicted in another, row for row. Their schema is that of one file with the
/// targets' columns to the right.
///
/// @param features the file of features, all its columns used
/// @param targets the file of targets: one column, of a class or a number, or several of numbers
record CsvPair(Csv features, Csv targets) {
    CsvPair {
        features = features.label(Csv.NO_LABEL);
        targets = new Csv(targets.path(), targets.header(), targets.separator(), targets.label(), List.of(),
                targets.target(), targets.rows());
    }

    /// Learns what the columns of both mean.
    CsvSchema schema() {
        CsvSchema right = targets.label("last").schema();
        if (right.columns().size() > 1) {
            right = new CsvSchema(
                    targets.label(Csv.NO_LABEL).schema().columns().stream().map(c -> target(targets, c)).toList());
        }
        return features.schema().beside(right);
    }

    private static Column target(Csv csv, Column column) {
        return switch (column.role()) {
            case CsvSchema.Role.Number _ -> new Column(column.name(), new CsvSchema.Role.RealTarget());
            case CsvSchema.Role.Ignored _ -> column;
            case CsvSchema.Role.Category _, CsvSchema.Role.ClassLabel _, CsvSchema.Role.RealTarget _ ->
                throw new GradcException(csv.path() + " has several columns of targets, which must all be numbers");
        };
    }

    /// Reads both.
    DataSet read(CsvSchema schema) {
        CsvTable left = CsvTable.read(features, schema.features());
        return left.withTargets(CsvTable.read(targets, schema.targets())).data();
    }

    /// The files in the order in which the user named them.
    static CsvPair of(List<Csv> files) {
        return new CsvPair(files.getFirst(), files.getLast());
    }
}
