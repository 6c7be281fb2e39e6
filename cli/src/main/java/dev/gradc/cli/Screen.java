package dev.gradc.cli;

import java.io.PrintStream;

/// Where a command writes.
///
/// @param out for results
/// @param err for messages and progress
/// @param terminal whether someone watches `err`, so that a line may be drawn over
record Screen(PrintStream out, PrintStream err, boolean terminal) {
    private static final String ERASE_LINE = "\r\u001b[K";

    /// Tells something that is no result.
    void say(String sentence) {
        err.println("gradc: " + sentence);
    }

    /// Draws a line over what was there, on a terminal.
    void progress(String line) {
        if (terminal) {
            err.print(ERASE_LINE + line);
            err.flush();
        }
    }

    /// Leaves the terminal's line empty.
    void clear() {
        progress("");
    }
}
