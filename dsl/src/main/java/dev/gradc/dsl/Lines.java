package dev.gradc.dsl;

import dev.gradc.compiler.ir.Origin;
import dev.gradc.runtime.GradcException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// Finds the user's line, and speaks of it.
final class Lines {
    private static final StackWalker WALKER = StackWalker.getInstance();
    /// The packages whose frames are gradc's own, Java's, or a test runner's; all others are the user's, gradc's examples among them.
    private static final List<String> OWN = List.of("dev.gradc.dsl.", "dev.gradc.compiler.", "dev.gradc.runtime.",
            "dev.gradc.data.", "dev.gradc.gradcheck.", "dev.gradc.cli.", "java.", "jdk.", "org.junit.", "net.jqwik.");

    private Lines() {
    }

    /// The innermost line of the user's on the stack.
    static Origin here() {
        return WALKER.walk(frames -> frames
                .filter(frame -> OWN.stream().noneMatch(own -> frame.getClassName().startsWith(own))).findFirst()
                .map(frame -> new Origin(Objects.requireNonNullElse(frame.getFileName(), ""),
                        Math.max(0, frame.getLineNumber())))
                .orElse(Origin.NONE));
    }

    /// A mistake at a line, in one sentence: `Mnist1d.java:12: …`.
    static GradcException mistake(Origin at, String sentence) {
        return new GradcException(at.equals(Origin.NONE) ? sentence : at + ": " + sentence);
    }

    /// A mistake at the user's line that is being run.
    static GradcException mistake(String sentence) {
        return mistake(here(), sentence);
    }

    /// Checks what the user gave at the line that is being run.
    static void require(boolean condition, String sentence) {
        if (!condition) {
            throw mistake(sentence);
        }
    }

    /// Checks a name that the user gave.
    static void name(Origin at, String name) {
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw mistake(at, name.isBlank() ? "a name is empty; give one with letters"
                    : "a name holds a line break or another control character; leave it out");
        }
    }

    /// What `made` gives; a mistake that knows no line yet gets the one that is being run.
    static <T> T located(Supplier<T> made) {
        try {
            return made.get();
        } catch (GradcException e) {
            throw new GradcException(here() + ": " + e.getMessage(), e);
        }
    }
}
