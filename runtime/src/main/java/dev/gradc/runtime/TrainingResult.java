package dev.gradc.runtime;

import java.util.List;

/// How a training ended.
///
/// @param reason why it stopped
/// @param history its whole epochs, those before a resume included
/// @param epochs how many epochs are complete
/// @param steps how many steps were made, those before a resume included
/// @param loss the mean training loss of a row in the last epoch, which may be unfinished; NaN when there was no step
/// @param seconds how long it took, what came before a resume not included
public record TrainingResult(Reason reason, List<EpochResult> history, int epochs, long steps, double loss,
        double seconds) {
    /// Why a training stopped.
    public enum Reason {
        /// Its epochs are over.
        EPOCHS,
        /// Its limit of steps is reached.
        MAX_STEPS,
        /// The training loss no longer changed.
        CONVERGED,
        /// The validation loss no longer got better.
        EARLY_STOPPING,
        /// Someone asked it to stop.
        INTERRUPTED
    }
}
