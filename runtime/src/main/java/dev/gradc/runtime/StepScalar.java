package dev.gradc.runtime;

import dev.gradc.runtime.CounterRandom.Purpose;

/// A number that the host computes once a step, in double by `StrictMath`, and rounds to the program's precision.
public sealed interface StepScalar {
    /// The number for a step, not rounded yet. Allocates nothing.
    ///
    /// @param seed the model's
    /// @param step how many updates came before
    /// @param rate the schedule's learning rate
    double at(long seed, long step, double rate);

    /// The schedule's learning rate for this step.
    record LearningRate() implements StepScalar {
        @Override
        public double at(long seed, long step, double rate) {
            return rate;
        }
    }

    /// The number of this update, 1 for the first.
    record StepNumber() implements StepScalar {
        @Override
        public double at(long seed, long step, double rate) {
            return step + 1;
        }
    }

    /// Adam's correction `1 − βᵗ`, with t the number of this update (Kingma and Ba 2015, algorithm 1).
    record BiasCorrection(double beta) implements StepScalar {
        @Override
        public double at(long seed, long step, double rate) {
            // Without the cancellation, and without the garbage that pow makes.
            return -StrictMath.expm1((step + 1) * StrictMath.log(beta));
        }
    }

    /// The share λ ~ Beta(α, α) of a step's MixUp (Zhang et al. 2018), drawn from the random stream `stream`.
    record MixShare(double alpha, int stream) implements StepScalar {
        @Override
        public double at(long seed, long step, double rate) {
            long key = CounterRandom.bits(CounterRandom.key(seed, Purpose.MIX), step);
            return BetaDraw.share(alpha, CounterRandom.bits(key, stream));
        }
    }
}
