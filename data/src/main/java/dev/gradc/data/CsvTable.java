package dev.gradc.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.gradc.data.CsvSchema.Column;
import dev.gradc.data.CsvSchema.Role;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The rows of a CSV file as arrays.
///
/// @param file where they came from
/// @param rows how many
/// @param width features in a row
/// @param features row after row
/// @param targets real numbers to predict in a row
/// @param reals row after row
/// @param classes the classes' names; empty when there is no class to predict
/// @param labels the index of each row's class; empty when there is none
record CsvTable(InputFile file, int rows, int width, double[] features, int targets, double[] reals,
        List<String> classes, int[] labels) {

    /// Reads all columns of a schema.
    static CsvTable read(Csv csv, CsvSchema schema) {
        return new Loader(csv, schema, schema).read();
    }

    /// Reads the columns of a schema that are features; the file may have the others too.
    static CsvTable readFeatures(Csv csv, CsvSchema schema) {
        return new Loader(csv, schema, schema.features()).read();
    }

    /// These features with another file's targets.
    /// @throws dev.gradc.runtime.GradcException when the files have not the same number of rows
    CsvTable withTargets(CsvTable other) {
        if (rows != other.rows) {
            throw file.error("has " + rows + " rows, but " + other.file.path() + " has " + other.rows
                    + ": features and targets do not belong together");
        }
        return new CsvTable(file, rows, width, features, other.targets, other.reals, other.classes, other.labels);
    }

    /// The data set: features, then what is to be predicted.
    DataSet data() {
        if (width == 0) {
            throw file.error("has no features: all its columns are ignored or to be predicted");
        }
        ArrayDataSet.Builder data = ArrayDataSet.rows(rows).reals(DataSets.FEATURES, features, width);
        if (targets > 0) {
            data.reals(DataSets.TARGET, reals, targets);
        }
        if (!classes.isEmpty()) {
            data.labels(DataSets.LABEL, labels, classes);
        }
        return data.build();
    }

    /// Reads a file, each used column going to its place.
    private static final class Loader {
        private final InputFile file;
        private final Csv csv;
        private final CsvFormat format;
        private final CsvSchema schema;
        private final int[] places;
        private final List<Map<String, Integer>> indices;
        private final List<CsvColumn> columns;
        private final int targets;
        private double[] features = new double[0];
        private double[] reals = new double[0];
        private int[] labels = new int[0];

        /// @param whole the schema of the file that was learnt from
        /// @param wanted the columns of it that are to be read
        Loader(Csv csv, CsvSchema whole, CsvSchema wanted) {
            this.file = InputFile.of(csv.path());
            this.csv = csv;
            List<String> known = wanted.used().columns().stream().map(Column::name).toList();
            this.format = CsvFormat.of(file, csv, known);
            this.schema = wanted.used();
            this.places = CsvPlaces.of(file, format, whole, wanted);
            this.indices = schema.columns().stream().map(c -> indices(c.role())).toList();
            this.columns = IntStream.range(0, places.length)
                    .mapToObj(c -> new CsvColumn(file, places[c], schema.columns().get(c).name(), false)).toList();
            this.targets = (int) schema.columns().stream().filter(c -> c.role() instanceof Role.RealTarget).count();
        }

        private static Map<String, Integer> indices(Role role) {
            Map<String, Integer> indices = new HashMap<>();
            role.values().forEach(value -> indices.put(value, indices.size()));
            return indices;
        }

        CsvTable read() {
            int count = 0;
            try (CsvRows rows = new CsvRows(file, format.separator())) {
                if (format.header()) {
                    rows.next();
                }
                for (Optional<CsvRecord> next = rows.next(); next.isPresent()
                        && count < csv.rows(); next = rows.next()) {
                    format.checkWidth(file, next.get());
                    grow(count + 1);
                    take(next.get(), count);
                    count++;
                }
            }
            if (count == 0) {
                throw file.error("has a header but no rows");
            }
            List<String> classes = schema.classes();
            return new CsvTable(file, count, schema.width(), Arrays.copyOf(features, count * schema.width()), targets,
                    Arrays.copyOf(reals, count * targets), classes,
                    classes.isEmpty() ? new int[0] : Arrays.copyOf(labels, count));
        }

        private void grow(int rows) {
            if (labels.length >= rows) {
                return;
            }
            long room = Math.max(64, rows + (long) rows / 2);
            long numbers = room * Math.max(schema.width(), Math.max(targets, 1));
            file.requireMemory(2 * numbers * Double.BYTES);
            if (numbers > Integer.MAX_VALUE - 8) {
                throw file.error("has more numbers than can be read at once: read fewer rows (rows=N)");
            }
            features = Arrays.copyOf(features, (int) room * schema.width());
            reals = Arrays.copyOf(reals, (int) room * targets);
            labels = Arrays.copyOf(labels, (int) room);
        }

        private void take(CsvRecord row, int at) {
            int feature = at * schema.width();
            int target = at * targets;
            for (int c = 0; c < places.length; c++) {
                String value = row.getField(places[c]);
                Role role = schema.columns().get(c).role();
                switch (role) {
                    case Role.Number _ -> features[feature] = number(c, value, row);
                    case Role.Category _ -> features[feature + index(c, value, row)] = 1;
                    case Role.ClassLabel _ -> labels[at] = index(c, value, row);
                    case Role.RealTarget _ -> reals[target++] = number(c, value, row);
                    case Role.Ignored _ -> throw new IllegalStateException("an ignored column is read");
                }
                feature += role.width();
            }
        }

        private double number(int c, String value, CsvRecord row) {
            if (Numbers.isNumber(value)) {
                return Double.parseDouble(value);
            }
            long line = row.getStartingLineNumber();
            throw CsvColumn.isMissing(value) ? columns.get(c).missing(line, value)
                    : columns.get(c).notANumber(line, value);
        }

        private int index(int c, String value, CsvRecord row) {
            Integer index = indices.get(c).get(value);
            if (index == null) {
                throw value.isEmpty() ? columns.get(c).missing(row.getStartingLineNumber(), value)
                        : columns.get(c).unknown(row.getStartingLineNumber(), value,
                                schema.columns().get(c).role().values());
            }
            return index;
        }
    }
}
