package dev.gradc.cli;

import dev.gradc.runtime.GradcException;
import java.util.function.Supplier;

/// A mistake in what the user gave, found before the command's work began: its exit code is 2.
final class Misuse extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param sentence ready to be shown
    Misuse(String sentence) {
        super(sentence);
    }

    private Misuse(GradcException e) {
        super(e.getMessage(), e);
    }

    /// Reads what the user gave; a mistake in it is a misuse of the command.
    static <T> T when(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (GradcException e) {
            throw new Misuse(e);
        }
    }
}
