package dev.gradc.compiler.emit.source;

import java.util.ArrayList;
import java.util.List;

/// Text as it may stand in a comment of Java or C. Names come from users: what could end the comment, or be read before comments
/// are (Java's escapes, C's trigraphs), does not get through, and nothing that hides what stands there.
public final class CommentText {
    private static final int LONGEST_NAME = 120;
    private static final int WIDTH = 100;

    private CommentText() {
    }

    /// A name of a user's, cut where it is long.
    public static String name(String text) {
        String plain = plain(text);
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME) + "…";
    }

    /// The text in one line, without backslashes, trigraphs and an end of a comment.
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().map(c -> c == '\\' ? '/' : isVisible(c) ? c : ' ').forEach(plain::appendCodePoint);
        return plain.toString().replace("*/", "* /").replace("/*", "/ *").replaceAll("\\?(?=\\?)", "? ");
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }

    /// The text in lines that are short enough to be read, the second and all later ones further in.
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : plain(text).split(" ")) {
            if (line.length() + word.length() > WIDTH && !line.toString().isBlank()) {
                lines.add(line.toString());
                line = new StringBuilder("   ");
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
