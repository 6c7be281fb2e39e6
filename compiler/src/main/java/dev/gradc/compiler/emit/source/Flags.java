package dev.gradc.compiler.emit.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds out on which lines of a text something comes to stand that is laid out later: a flag is written beside it, which is taken
/// out of the text in the end. No text of a user's can be a flag, since those have no control characters.
final class Flags {
    private static final Pattern FLAG = Pattern.compile("\u0001(\\d+)\u0001");

    private final List<IntConsumer> planted = new ArrayList<>();

    /// A flag to be written somewhere in a line.
    ///
    /// @param line is told the line, from 1
    String plant(IntConsumer line) {
        planted.add(line);
        return "\u0001" + (planted.size() - 1) + "\u0001";
    }

    /// The text without its flags, whose lines are told in the order of the text.
    String takeIn(String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher flags = FLAG.matcher(lines.get(i));
            while (flags.find()) {
                planted.get(Integer.parseInt(flags.group(1))).accept(i + 1);
            }
        }
        return FLAG.matcher(text).replaceAll("");
    }
}
