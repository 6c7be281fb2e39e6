package dev.gradc.data;

import dev.gradc.data.CsvSchema.Role;
import dev.gradc.runtime.GradcException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the values of one CSV column have shown so far, from which its role follows.
final class CsvColumn {
    private static final int MOST_CATEGORIES = 100;
    private static final int BYTES_FOR_ONE = 100;
    private static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null");

    private final InputFile file;
    private final int index;
    private final String name;
    private final int mostValues;
    private final Set<String> values = new LinkedHashSet<>();
    private boolean tooManyValues;
    private long bytesHeld;
    private boolean whole = true;
    private long numbers;
    private long texts;
    private long firstText;
    private String text = "";
    private long firstMissing;
    private String missing = "";

    /// @param index from 0
    /// @param name empty when there is no header
    /// @param target whether it is what shall be predicted
    CsvColumn(InputFile file, int index, String name, boolean target) {
        this.file = file;
        this.index = index;
        this.name = name;
        this.mostValues = target ? Classes.MOST : MOST_CATEGORIES;
    }

    /// Whether a text says that there is no value.
    static boolean isMissing(String value) {
        return value.length() <= 4 && MISSING.contains(value.toLowerCase(Locale.ROOT));
    }

    /// Takes one value in.
    void see(String value, long line) {
        if (value.isEmpty()) {
            throw missing(line, value);
        }
        if (Numbers.isNumber(value)) {
            numbers++;
            whole &= Numbers.isWhole(value);
        } else if (isMissing(value)) {
            if (firstMissing == 0) {
                firstMissing = line;
                missing = value;
            }
        } else {
            texts++;
            if (firstText == 0) {
                firstText = line;
                text = value;
            }
        }
        remember(value);
    }

    private void remember(String value) {
        if (tooManyValues || !values.add(value)) {
            return;
        }
        bytesHeld += BYTES_FOR_ONE + 2L * value.length();
        if (values.size() > mostValues) {
            tooManyValues = true;
            values.clear();
            bytesHeld = 0;
        }
    }

    /// About how many bytes the values that are remembered take.
    long bytesHeld() {
        return bytesHeld;
    }

    /// What it is for as a feature: a number when all values are, or most of them (then the others are mistakes); else a
    /// category.
    Role feature() {
        if (texts == 0) {
            return number();
        }
        if (numbers >= texts) {
            throw notANumber(firstText, text);
        }
        if (tooManyValues) {
            throw error(firstText, "'" + shown(text) + "' is not a number, and more than " + MOST_CATEGORIES
                    + " different values are no category either: ignore the column");
        }
        return new Role.Category(Classes.sorted(values));
    }

    private Role number() {
        if (firstMissing > 0) {
            throw missing(firstMissing, missing);
        }
        return new Role.Number();
    }

    /// What it is for as what shall be predicted.
    Role target(Target target) {
        return switch (target) {
            case CLASS -> classLabel();
            case REAL -> realTarget();
            case DETECT -> texts > 0 || whole && !tooManyValues && values.size() <= MOST_CATEGORIES
                    ? classLabel()
                    : realTarget();
        };
    }

    private Role classLabel() {
        if (firstMissing > 0) {
            throw missing(firstMissing, missing);
        }
        if (tooManyValues) {
            throw error(firstText == 0 ? 1 : firstText,
                    "there are more than " + Classes.MOST + " different classes: choose another label column");
        }
        return new Role.ClassLabel(Classes.sorted(values));
    }

    private Role realTarget() {
        if (texts > 0) {
            throw notANumber(firstText, text);
        }
        number();
        return new Role.RealTarget();
    }

    /// The sentence for a value that is not a number.
    GradcException notANumber(long line, String value) {
        return error(line, "a number was expected, but '" + shown(value) + "' came");
    }

    /// The sentence for a value that is not there.
    GradcException missing(long line, String value) {
        return error(line, (value.isEmpty() ? "there is no value" : "'" + value + "' is not a value")
                + ": fill it in, remove the row, or ignore the column");
    }

    /// The sentence for a word that the data that was learnt from has not in this column.
    GradcException unknown(long line, String value, List<String> known) {
        String all = known.size() <= 20 ? ": " + String.join(", ", known) : "";
        return error(line,
                "'" + shown(value) + "' is none of the " + known.size() + " values that were learnt from" + all);
    }

    /// A sentence about one value.
    GradcException error(long line, String what) {
        return new GradcException(file.path() + " line " + line + ", column " + (index + 1)
                + (name.isEmpty() ? "" : " (" + shown(name) + ")") + ": " + what);
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
