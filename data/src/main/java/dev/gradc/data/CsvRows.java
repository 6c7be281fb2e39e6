package dev.gradc.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifiers;
import dev.gradc.runtime.GradcException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The records of a CSV file one after another, their fields trimmed and blank lines left out. A line takes bounded
/// memory however long it is.
final class CsvRows implements AutoCloseable {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int LONGEST_FIELD = 1 << 16;
    private static final int LONGEST_LINE = 1 << 24;
    private static final int MOST_FIELDS = 50_000;
    private static final Pattern LIMIT = Pattern.compile("exceeds the max|maximum buffer size|maximum limit of");
    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private final InputFile file;
    private final CloseableIterator<CsvRecord> records;

    CsvRows(InputFile file, char separator) {
        this.file = file;
        CsvRecordHandler handler = CsvRecordHandler.builder().maxFields(MOST_FIELDS).maxFieldSize(LONGEST_FIELD)
                .maxRecordSize(LONGEST_LINE).fieldModifier(FieldModifiers.TRIM).build();
        this.records = CsvReader.builder().fieldSeparator(separator).allowUnclosedQuote(false)
                .maxBufferSize(2 * LONGEST_FIELD)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(handler, text(file)).iterator();
    }

    /// The file as text, without a byte order mark; bytes that are not UTF-8 are an error.
    static Reader text(InputFile file) {
        BufferedInputStream in = file.open();
        try {
            in.mark(BYTE_ORDER_MARK.length);
            if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
                in.reset();
            }
        } catch (IOException e) {
            throw file.failure(e);
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    }

    /// The next record, or nothing at the end.
    Optional<CsvRecord> next() {
        try {
            while (records.hasNext()) {
                CsvRecord row = records.next();
                if (row.getFieldCount() > 1 || !row.getField(0).isBlank()) {
                    return Optional.of(row);
                }
            }
            return Optional.empty();
        } catch (CsvParseException | UncheckedIOException e) {
            throw failure(e);
        }
    }

    private GradcException failure(RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof IOException io) {
            return file.failure(io);
        }
        String message = String.valueOf(cause.getMessage());
        if (LIMIT.matcher(message).find()) {
            Matcher line = LINE.matcher(message);
            return new GradcException(
                    file.path() + " line " + (line.find() ? line.group(1) : "1") + ": too long to read"
                            + " (a field has at most " + LONGEST_FIELD + " characters, a line " + LONGEST_LINE + " and "
                            + MOST_FIELDS + " columns): check the line ends, the quotes and the separator",
                    e);
        }
        return new GradcException(file.path() + " is not well-formed CSV: " + message, e);
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw file.failure(e);
        }
    }
}
