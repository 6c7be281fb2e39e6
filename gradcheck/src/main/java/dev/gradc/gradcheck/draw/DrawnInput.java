package dev.gradc.gradcheck.draw;

/// An input of a network, which its layers see as `[batch, width]`.
///
/// @param kind what it holds
/// @param size how many numbers a row has; some kinds have their own reading of it
public record DrawnInput(Kind kind, int size) {
    /// What an input holds.
    public enum Kind {
        /// Rows of real numbers.
        REAL,
        /// One real number for each row, whatever the size.
        SINGLE,
        /// A grid of `size` by 2 real numbers for each row.
        GRID,
        /// Labels of at least two classes, one-hot.
        LABELS,
        /// A distribution over at least two classes.
        DISTRIBUTION,
        /// Rows of real numbers, each mixed with the next one.
        MIXED
    }

    /// How many numbers the layers see.
    public int width() {
        return switch (kind) {
            case REAL, MIXED -> size;
            case SINGLE -> 1;
            case GRID -> 2 * size;
            case LABELS, DISTRIBUTION -> Math.max(2, size);
        };
    }
}
