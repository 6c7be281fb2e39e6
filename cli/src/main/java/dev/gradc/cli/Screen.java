package dev.gradc.cli;

import java.io.PrintStream;

/// Where a command writes.
///
/// @param out for results
/// @param err for messages and progress
/// @param terminal whether someone watches `err`, so that a line may be drawn over
record Screen(PrintStream out, PrintStream err, boolean terminal) {
    /// Tells something that is no result.
    void say(String sentence) {
        err.println("gradc: " + sentence);
    }
}
