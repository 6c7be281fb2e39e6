package dev.gradc.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a training stands between two steps: all that a resumed one needs, beside the model, to end in the same bits.
///
/// @param plan the plan
/// @param rows how many training rows there are
/// @param step how many steps were made
/// @param epoch how many epochs are complete
/// @param position how many rows of the epoch under way are done
/// @param lossSum the sum of their losses
/// @param history the complete epochs
/// @param best what early stopping remembers
record TrainingState(TrainingPlan plan, int rows, long step, int epoch, int position, double lossSum,
        List<EpochResult> history, EarlyStopping.@Nullable Best best) {
}
