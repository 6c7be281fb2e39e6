package dev.gradc.runtime;

/// A number that the host computes once a step, in double by `StrictMath`, and rounds to the program's precision.
public sealed interface StepScalar {
    /// The schedule's learning rate for this step.
    record LearningRate() implements StepScalar {
    }

    /// The number of this update, 1 for the first.
    record StepNumber() implements StepScalar {
    }

    /// Adam's correction `1 − βᵗ`, with t the number of this update (Kingma and Ba 2015, algorithm 1).
    record BiasCorrection(double beta) implements StepScalar {
    }

    /// The share λ ~ Beta(α, α) of a step's MixUp (Zhang et al. 2018), drawn from the random stream `stream`.
    record MixShare(double alpha, int stream) implements StepScalar {
    }
}
