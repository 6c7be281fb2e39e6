package dev.gradc.runtime;

import org.jspecify.annotations.Nullable;

/// Remembers the parameters with the least validation loss, and says when waiting for better ones is over.
final class EarlyStopping {
    private final int patience;
    private @Nullable Best best;

    /// The best so far.
    ///
    /// @param loss the validation loss
    /// @param epoch the number of its epoch
    /// @param parameters all parameters, packed in declared order
    record Best(double loss, int epoch, Object parameters) {
    }

    EarlyStopping(int patience, @Nullable Best best) {
        this.patience = patience;
        this.best = best;
    }

    /// Takes note of an epoch's validation loss.
    void epoch(int epoch, double loss, Model model) {
        if (patience > 0 && !Double.isNaN(loss) && (best == null || loss < best.loss())) {
            best = new Best(loss, epoch, Packing.pack(model.program().parameters(), model.parameterArray()));
        }
    }

    /// Whether `patience` epochs have passed since the best.
    boolean over(int epochs) {
        return patience > 0 && best != null && epochs - best.epoch() >= patience;
    }

    @Nullable
    Best best() {
        return best;
    }
}
