package dev.gradc.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.gradc.data.CsvSchema.Column;
import dev.gradc.data.CsvSchema.Role;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.GradcException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/// A CSV file and how to read it: UTF-8, plain or as gzip, fields perhaps in double quotes, blanks around them ignored.
/// A column of numbers is one feature, a column of words (at most 100 different ones) one feature for each word, 1 where
/// it stands and 0 elsewhere. A value that is missing (empty, `?`, `NA`, `NaN`, `null`) is an error.
///
/// A column is named by its name in the header, or by its number, **1** for the leftmost, or by `first` or `last`.
///
/// @param path the file
/// @param header whether the first line names the columns; empty: as its first two lines show
/// @param separator between fields; empty: tab, semicolon or comma, the first of them that the first line has
/// @param label the column to predict; `none` when there is none; empty: the only column called label, class, target or y
///     in the header, else the last
/// @param ignored columns to leave out, such as numbers of rows
/// @param target what the label column holds
/// @param rows how many rows to read at most
public record Csv(Path path, Optional<Boolean> header, Optional<Character> separator, Optional<String> label,
        List<String> ignored, Target target, int rows) {
    /// The label of a file in which nothing is to be predicted.
    public static final String NO_LABEL = "none";
    private static final long MOST_BYTES_HELD = 256L << 20;
    private static final Set<String> LABEL_NAMES = Set.of("label", "class", "target", "y");

    /// Copies the columns to ignore.
    public Csv {
        ignored = List.copyOf(ignored);
    }

    /// A file, everything about it to be seen from itself.
    public static Csv file(Path path) {
        return new Csv(path, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Target.DETECT,
                Integer.MAX_VALUE);
    }

    /// The same, told whether its first line is a header.
    public Csv header(boolean header) {
        return new Csv(path, Optional.of(header), separator, label, ignored, target, rows);
    }

    /// The same, told what stands between fields.
    public Csv separator(char separator) {
        return new Csv(path, header, Optional.of(separator), label, ignored, target, rows);
    }

    /// The same, told which column to predict.
    public Csv label(String column) {
        return new Csv(path, header, separator, Optional.of(column), ignored, target, rows);
    }

    /// The same without some columns.
    public Csv ignore(String... columns) {
        List<String> all = new ArrayList<>(ignored);
        all.addAll(List.of(columns));
        return new Csv(path, header, separator, label, all, target, rows);
    }

    /// The same, told what its label column holds.
    public Csv target(Target target) {
        return new Csv(path, header, separator, label, ignored, target, rows);
    }

    /// The same with at most so many rows.
    public Csv rows(int rows) {
        return new Csv(path, header, separator, label, ignored, target, rows);
    }

    /// Reads the file.
    /// @throws GradcException with file, line and column when it cannot be read
    public DataSet read() {
        return read(schema());
    }

    /// Reads the file, its columns meaning what they mean in another one.
    /// @throws GradcException with file, line and column when it cannot be read, or does not fit the other file
    public DataSet read(CsvSchema schema) {
        return CsvTable.read(this, schema).data();
    }

    /// Reads rows to predict: the features that a schema names, whether or not the file has the other columns too.
    /// @throws GradcException with file, line and column when it cannot be read, or has not those columns
    public DataSet readFeatures(CsvSchema schema) {
        return CsvTable.readFeatures(this, schema).data();
    }

    /// Reads the file once to learn what its columns mean.
    /// @throws GradcException with file, line and column when it cannot be read
    public CsvSchema schema() {
        InputFile file = InputFile.of(path);
        List<String> known = new ArrayList<>(ignored);
        label.ifPresent(known::add);
        CsvFormat format = CsvFormat.of(file, this, known);
        List<String> names = format.names();
        checkNames(file, format, names);
        OptionalInt target = labelColumn(file, names);
        Set<Integer> left = new HashSet<>();
        ignored.forEach(column -> left.add(column(file, names, column)));
        if (target.isPresent() && left.contains(target.getAsInt())) {
            throw file.error("has its label in a column that is to be ignored: choose another label or ignore less");
        }
        List<CsvColumn> columns = IntStream.range(0, names.size())
                .mapToObj(c -> new CsvColumn(file, c, names.get(c), target.equals(OptionalInt.of(c)))).toList();
        learn(file, format, columns, left);
        return new CsvSchema(IntStream.range(0, names.size()).mapToObj(c -> new Column(names.get(c),
                left.contains(c) ? new Role.Ignored()
                        : target.equals(OptionalInt.of(c)) ? columns.get(c).target(this.target)
                                : columns.get(c).feature()))
                .toList());
    }

    private void learn(InputFile file, CsvFormat format, List<CsvColumn> columns, Set<Integer> left) {
        try (CsvRows rows = new CsvRows(file, format.separator())) {
            if (format.header()) {
                rows.next();
            }
            long mostHeld = Math.min(MOST_BYTES_HELD, Runtime.getRuntime().maxMemory() / 4);
            int count = 0;
            for (Optional<CsvRecord> next = rows.next(); next.isPresent() && count < this.rows; next = rows.next()) {
                CsvRecord row = next.get();
                format.checkWidth(file, row);
                for (int c = 0; c < columns.size(); c++) {
                    if (!left.contains(c)) {
                        columns.get(c).see(row.getField(c), row.getStartingLineNumber());
                    }
                }
                count++;
                if (columns.stream().mapToLong(CsvColumn::bytesHeld).sum() > mostHeld) {
                    throw file.error("has more different words by line " + row.getStartingLineNumber()
                            + " than fit into memory: ignore the columns that are free text");
                }
            }
            if (count == 0) {
                throw file.error("has a header but no rows");
            }
        }
    }

    private static void checkNames(InputFile file, CsvFormat format, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (format.header() && !seen.add(name)) {
                throw file.error("has two columns called " + name + ": rename one, or say that there is no header");
            }
        }
    }

    private OptionalInt labelColumn(InputFile file, List<String> names) {
        if (label.isPresent() && label.get().equals(NO_LABEL) && !names.contains(NO_LABEL)) {
            return OptionalInt.empty();
        }
        if (label.isPresent()) {
            return OptionalInt.of(column(file, names, label.get()));
        }
        int[] usual = IntStream.range(0, names.size())
                .filter(c -> LABEL_NAMES.contains(names.get(c).toLowerCase(Locale.ROOT))).toArray();
        return OptionalInt.of(usual.length == 1 ? usual[0] : names.size() - 1);
    }

    /// The index, from 0, of a column that the user names.
    private static int column(InputFile file, List<String> names, String column) {
        int named = names.indexOf(column);
        if (named >= 0 && !column.isEmpty()) {
            return named;
        }
        int index = switch (column) {
            case "first" -> 0;
            case "last" -> names.size() - 1;
            default -> Numbers.isWhole(column) && column.length() < 10 ? Integer.parseInt(column) - 1 : -1;
        };
        if (index < 0 || index >= names.size()) {
            throw file.error("has no column " + column + ": name one by "
                    + (names.getFirst().isEmpty() ? "" : Suggestion.among(column, names) + ", by ")
                    + "its number from 1 to "
                    + names.size() + ", or by first or last");
        }
        return index;
    }
}
