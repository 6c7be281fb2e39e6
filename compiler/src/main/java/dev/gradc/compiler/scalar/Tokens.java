package dev.gradc.compiler.scalar;

import dev.gradc.runtime.GradcException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tokens of one line of a program's text, taken from the left. The text may come from anywhere: whatever is not as
/// expected is told with the number of the line.
public final class Tokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s+|%\\d+|\\d+(?:\\.\\d+)?(?:E-?\\d+)?|[A-Za-z_]\\w*|<=|==|[-+*/<,()\\[\\]:=@]");

    private final int line;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    /// @param text a line
    /// @param line its number, for messages
    /// @throws GradcException when there is something that is no token
    public Tokens(String text, int line) {
        this.line = line;
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            int end = text.charAt(at) == '"' ? endOfString(text, at) : matcher.find(at) ? matcher.end() : -1;
            if (end < 0 || text.charAt(at) != '"' && matcher.start() != at) {
                throw error("cannot be read from \"" + text.substring(at, Math.min(text.length(), at + 20)) + "\" on");
            }
            if (!Character.isWhitespace(text.charAt(at))) {
                tokens.add(text.substring(at, end));
            }
            at = end;
        }
    }

    /// Behind the quote that ends the string that begins at `start`; negative when none does.
    private static int endOfString(String text, int start) {
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                return i + 1;
            }
            i += text.charAt(i) == '\\' ? 1 : 0;
        }
        return -1;
    }

    /// The next token, without taking it; empty at the end.
    public String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    /// Takes the next token.
    public String take() {
        String token = peek();
        next++;
        return token;
    }

    /// Takes the next token if it is `token`.
    public boolean takeIf(String token) {
        boolean found = peek().equals(token);
        next += found ? 1 : 0;
        return found;
    }

    /// Takes `token`, which must come.
    public void expect(String token) {
        if (!takeIf(token)) {
            throw error("must have \"" + token + "\" before \"" + peek() + "\"");
        }
    }

    /// Takes a word.
    public String word() {
        String token = take();
        if (token.isEmpty() || !Character.isLetter(token.charAt(0)) && token.charAt(0) != '_') {
            throw error("must have a word, not \"" + token + "\"");
        }
        return token;
    }

    /// Takes a quoted string and gives what is between the quotes.
    public String string() {
        String token = take();
        if (token.length() < 2 || token.charAt(0) != '"') {
            throw error("must have a string in quotes, not \"" + token + "\"");
        }
        return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    /// A string in quotes, as [#string()] reads it back.
    public static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\R", " ") + '"';
    }

    /// Takes a number, with its sign.
    public double number() {
        boolean negative = takeIf("-");
        double value = unsigned(take());
        return negative ? -value : value;
    }

    private double unsigned(String token) {
        if (token.equals("inf") || token.equals("nan")) {
            return token.equals("inf") ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (token.isEmpty() || !Character.isDigit(token.charAt(0))) {
            throw error("must have a number, not \"" + token + "\"");
        }
        return Double.parseDouble(token);
    }

    /// Takes a whole number from 0 to 2³¹ − 1.
    public int integer() {
        double value = number();
        if (value != (int) value || value < 0) {
            throw error("must have a whole number, not " + value);
        }
        return (int) value;
    }

    /// Demands that nothing is left.
    public void end() {
        if (next < tokens.size()) {
            throw error("must end before \"" + peek() + "\"");
        }
    }

    /// A fault in this line.
    public GradcException error(String what) {
        return new GradcException("the model's text is damaged: line " + line + " " + what
                + "; take the file from where it was written again");
    }
}
