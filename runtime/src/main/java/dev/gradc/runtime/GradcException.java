package dev.gradc.runtime;

/// A mistake in what gradc was given (a model, data, a file, a number), told in one sentence: the user's node, file and
/// line, what was expected, what came, and what to do. Never used for a fault of gradc's own.
public final class GradcException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message the whole sentence, ready to be shown
    public GradcException(String message) {
        super(message);
    }

    /// @param message the whole sentence, ready to be shown
    /// @param cause what happened underneath; its message is already part of the sentence where it helps
    public GradcException(String message, Throwable cause) {
        super(message, cause);
    }
}
