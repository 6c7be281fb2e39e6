package dev.gradc.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// How a CSV file is written: told by the user, or seen in its first lines.
///
/// @param separator between two fields
/// @param first the first record
/// @param header whether the first record names the columns
record CsvFormat(char separator, CsvRecord first, boolean header) {
    private static final int SAMPLE = 1 << 16;
    private static final char[] SEPARATORS = {'\t', ';', ','};

    /// Looks at the first lines.
    ///
    /// @param known names that show that a first line is a header; empty when none are known
    static CsvFormat of(InputFile file, Csv csv, List<String> known) {
        String sample = sample(file);
        char separator = csv.separator().orElseGet(() -> separator(sample));
        try (CsvRows rows = new CsvRows(file, separator)) {
            CsvRecord first = rows.next().orElseThrow(() -> file.error("has only blank lines"));
            boolean header = csv.header().orElseGet(() -> isHeader(first, rows.next(), known));
            return new CsvFormat(separator, first, header);
        }
    }

    /// The names in the header, `column N` where one is blank; empty texts when there is no header.
    List<String> names() {
        List<String> fields = first.getFields();
        return IntStream.range(0, fields.size())
                .mapToObj(c -> !header ? "" : fields.get(c).isEmpty() ? "column " + (c + 1) : fields.get(c)).toList();
    }

    /// Checks that a record has as many fields as the first.
    void checkWidth(InputFile file, CsvRecord row) {
        if (row.getFieldCount() != first.getFieldCount()) {
            throw new GradcException(file.path() + " line " + row.getStartingLineNumber() + " has "
                    + row.getFieldCount() + " columns, but line " + first.getStartingLineNumber() + " has "
                    + first.getFieldCount() + ": make them equal, or check the separator and the quotes");
        }
    }

    private static String sample(InputFile file) {
        char[] sample = new char[SAMPLE];
        int length = 0;
        try (Reader reader = CsvRows.text(file)) {
            for (int n = 0; n >= 0 && length < SAMPLE; n = reader.read(sample, length, SAMPLE - length)) {
                length += n;
            }
        } catch (IOException e) {
            throw file.failure(e);
        }
        return new String(sample, 0, length);
    }

    /// A tab where the first line has one, else a semicolon, else a comma; quoted parts do not count.
    private static char separator(String sample) {
        String line = sample.lines().filter(l -> !l.isBlank()).findFirst().orElse("").replaceAll("\"[^\"]*\"", "");
        for (char separator : SEPARATORS) {
            if (line.indexOf(separator) >= 0) {
                return separator;
            }
        }
        return ',';
    }

    /// A first line is a header when a column is called by a name that is known from elsewhere; or when it holds no number
    /// and no name twice, and the second line holds a number.
    private static boolean isHeader(CsvRecord first, Optional<CsvRecord> second, List<String> known) {
        List<String> names = first.getFields();
        if (names.stream().anyMatch(name -> !name.isEmpty() && known.contains(name) && !Numbers.isNumber(name))) {
            return true;
        }
        return names.stream().noneMatch(Numbers::isNumber) && new HashSet<>(names).size() == names.size()
                && second.isPresent() && second.get().getFields().stream().anyMatch(Numbers::isNumber);
    }
}
