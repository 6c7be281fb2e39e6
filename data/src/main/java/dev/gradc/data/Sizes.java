package dev.gradc.data;

import dev.gradc.runtime.GradcException;

/// The sizes of generated data sets.
final class Sizes {
    private static final int MOST_SAMPLES = 1_000_000;

    private Sizes() {
    }

    /// How many of some rows are for training: four fifths.
    static int train(int samples) {
        return (int) (4L * samples / 5);
    }

    /// @throws GradcException when a number makes no sense
    static void check(int samples, int classes, double noise) {
        if (classes < 1 || classes > 1000) {
            throw new GradcException("a data set of " + classes + " classes cannot be drawn: take 1 to 1000");
        }
        if (samples < 5 || samples < 2 * classes || samples > MOST_SAMPLES) {
            throw new GradcException(
                    "a data set of " + samples + " samples cannot be drawn: take " + Math.max(5, 2 * classes)
                            + " to " + MOST_SAMPLES);
        }
        if (!(noise >= 0 && Double.isFinite(noise))) {
            throw new GradcException("the noise is " + noise + ", but must be a finite number that is not negative");
        }
    }
}
