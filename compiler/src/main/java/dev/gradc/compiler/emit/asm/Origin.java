package dev.gradc.compiler.emit.asm;

import java.util.List;

/// Reads a place in the user's code, such as `Mnist1d.java:12`.
final class Origin {
    private Origin() {
    }

    /// The line; 0 where there is none.
    static int line(String origin) {
        String digits = origin.substring(origin.lastIndexOf(':') + 1);
        return isNumber(digits) ? Integer.parseInt(digits) : 0;
    }

    /// The file; empty where there is none.
    static String file(String origin) {
        return line(origin) > 0 ? origin.substring(0, origin.lastIndexOf(':')) : "";
    }

    /// The one file that all of them come from; empty where there are several.
    static String onlyFile(List<String> origins) {
        List<String> files = origins.stream().map(Origin::file).distinct().toList();
        return files.size() == 1 ? files.getFirst() : "";
    }

    private static boolean isNumber(String digits) {
        // The JVM keeps a line in 16 bits.
        return !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(digits) <= 0xFFFF;
    }
}
