package dev.gradc.dsl;

import dev.gradc.runtime.LearningRate;

/// Learning rates over time; each begins at a base rate η₀ ≥ 0.
public abstract class Schedules extends Regularizers {
    Schedules() {
    }

    /// Always `rate`.
    public static LearningRate constantRate(double rate) {
        return Lines.located(() -> new LearningRate.Constant(rate));
    }

    /// Times `factor` after every so many epochs: η₀·factor^⌊epoch / every⌋.
    ///
    /// @param factor greater than 0, at most 1
    /// @param every epochs, at least 1
    public static LearningRate stepDecay(double rate, double factor, int every) {
        return Lines.located(() -> new LearningRate.StepDecay(rate, factor, every));
    }

    /// Times `factor` over every epoch, a little at each step: η₀·factor^epoch.
    ///
    /// @param factor greater than 0, at most 1
    public static LearningRate exponentialDecay(double rate, double factor) {
        return Lines.located(() -> new LearningRate.Exponential(rate, factor));
    }

    /// Half a wave of the cosine from `rate` down to 0 over the whole training (Loshchilov and Hutter 2017).
    public static LearningRate cosineDecay(double rate) {
        return cosineDecay(rate, 0);
    }

    /// Half a wave of the cosine from `rate` down to `last` over the whole training.
    public static LearningRate cosineDecay(double rate, double last) {
        return Lines.located(() -> new LearningRate.Cosine(rate, last));
    }

    /// A straight rise over the first steps to where `then` begins.
    ///
    /// @param steps at least 1
    /// @param then any schedule but another warm-up
    public static LearningRate warmUp(int steps, LearningRate then) {
        return Lines.located(() -> new LearningRate.WarmUp(steps, then));
    }
}
