package dev.gradc.data;

/// Numbers as they stand in text files: decimal digits with an optional sign, point and exponent. Unlike
/// `Double.parseDouble` alone, it takes no hexadecimal, no `1d` or `1f`, no `NaN` and no infinity.
final class Numbers {
    private Numbers() {
    }

    /// Whether a text is one finite number.
    static boolean isNumber(String text) {
        return hasForm(text) && Double.isFinite(Double.parseDouble(text));
    }

    /// Whether a text is written as a whole number: digits and perhaps a sign.
    static boolean isWhole(String text) {
        int start = signAt(text, 0);
        return start < text.length() && digits(text, start) == text.length();
    }

    private static boolean hasForm(String text) {
        int start = signAt(text, 0);
        int whole = digits(text, start);
        int end = whole;
        int count = whole - start;
        if (end < text.length() && text.charAt(end) == '.') {
            end = digits(text, whole + 1);
            count += end - whole - 1;
        }
        return count > 0 && (end == text.length() || isExponent(text, end));
    }

    private static boolean isExponent(String text, int at) {
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return false;
        }
        int start = signAt(text, at + 1);
        return start < text.length() && digits(text, start) == text.length();
    }

    private static int signAt(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
