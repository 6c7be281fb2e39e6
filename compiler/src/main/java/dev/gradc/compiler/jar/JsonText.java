package dev.gradc.compiler.jar;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON for people and machines: a member or an element a line. Equal content gives equal text.
final class JsonText {
    private final StringBuilder text = new StringBuilder();

    private JsonText() {
    }

    /// The text of a value: a `Map` by strings, a `List`, a `String`, a `Boolean`, a number, or null; numbers that JSON does not have
    /// (NaN, infinities) become null.
    static String of(@Nullable Object value) {
        JsonText json = new JsonText();
        json.value(value, "\n");
        return json.text.append('\n').toString();
    }

    private void value(@Nullable Object value, String end) {
        switch (value) {
            case Map<?, ?> members -> members(members, end);
            case List<?> elements -> elements(elements, end);
            case String string -> string(string);
            case Double number when !Double.isFinite(number) -> text.append("null");
            case null -> text.append("null");
            default -> text.append(value);
        }
    }

    private void members(Map<?, ?> members, String end) {
        String next = "{" + end + "  ";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            text.append(next);
            string(member.getKey().toString());
            text.append(": ");
            value(member.getValue(), end + "  ");
            next = "," + end + "  ";
        }
        text.append(members.isEmpty() ? "{" : end).append('}');
    }

    private void elements(List<?> elements, String end) {
        String next = "[" + end + "  ";
        for (Object element : elements) {
            text.append(next);
            value(element, end + "  ");
            next = "," + end + "  ";
        }
        text.append(elements.isEmpty() ? "[" : end).append(']');
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
