package dev.gradc.compiler.scalar;

import dev.gradc.runtime.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The table of docs/functions.md, rewritten a row at a time; a row that is not there yet comes last.
final class AccuracyTable {
    private static final Path FILE = Path.of("..", "docs", "functions.md");
    private static final String HEADER = "| function | type | steps | arguments | largest error, ulp | there |";

    private AccuracyTable() {
    }

    static void write(TestedFunction function, Precision precision, WorstError worst, boolean all) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(FILE));
        int line = lines.indexOf(HEADER) + 2;
        if (line < 2) {
            throw new IOException(FILE + " has no line " + HEADER);
        }
        String key = "| `%s` | %s |".formatted(function.title(), precision.name().toLowerCase(Locale.ROOT));
        while (line < lines.size() && lines.get(line).startsWith("|") && !lines.get(line).startsWith(key)) {
            line++;
        }
        if (line < lines.size() && lines.get(line).startsWith(key)) {
            lines.remove(line);
        }
        String row = "%s %d | %s%,d | %.3f | %s |".formatted(key, function.sequence(precision).steps().size(),
                all ? "all " : "", worst.count(), worst.ulps(), place(function, precision, worst));
        lines.add(line, row);
        Files.write(FILE, lines);
        System.out.println(row);
    }

    private static String place(TestedFunction function, Precision precision, WorstError worst) {
        String x = number(precision, worst.x());
        return function.isUnary() ? x : x + ", " + number(precision, worst.y());
    }

    private static String number(Precision precision, double value) {
        return precision == Precision.FLOAT ? Float.toString((float) value) : Double.toString(value);
    }
}
