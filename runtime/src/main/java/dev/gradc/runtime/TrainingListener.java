package dev.gradc.runtime;

import java.nio.file.Path;

/// Hears of a training's progress, on the thread that trains. What it throws ends the training.
public interface TrainingListener {
    /// A step is done.
    ///
    /// @param progress one object for the whole training; it changes with every step
    default void step(TrainingProgress progress) {
    }

    /// An epoch is done.
    ///
    /// @param progress one object for the whole training; it changes with every step
    default void epoch(EpochResult epoch, TrainingProgress progress) {
    }

    /// The training was saved.
    default void saved(Path file) {
    }
}
