package dev.gradc.compiler.emit.asm;

import java.util.List;

/// Where code comes from, as a debugger is told.
///
/// @param file the file's name; empty where there is none
/// @param line from 1; 0 where there is none
record Origin(String file, int line) {
    static final Origin NONE = new Origin("", 0);
    /// The JVM keeps a line in 16 bits.
    static final int LAST_LINE = 0xFFFF;

    /// Reads a place in the user's code, such as `Mnist1d.java:12`.
    static Origin of(String text) {
        int colon = text.lastIndexOf(':');
        String digits = text.substring(colon + 1);
        return isNumber(digits) ? at(text.substring(0, Math.max(0, colon)), Integer.parseInt(digits)) : NONE;
    }

    /// A line of a file, unless the JVM cannot keep it.
    static Origin at(String file, int line) {
        return line > 0 && line <= LAST_LINE ? new Origin(file, line) : NONE;
    }

    /// The one file that all of them come from; empty where there are several.
    static String onlyFile(List<Origin> origins) {
        List<String> files = origins.stream().map(Origin::file).distinct().toList();
        return files.size() == 1 ? files.getFirst() : "";
    }

    private static boolean isNumber(String digits) {
        return !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
