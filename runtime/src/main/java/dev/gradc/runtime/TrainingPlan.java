package dev.gradc.runtime;

import java.util.Optional;

/// How a model is trained: every number of the training loop.
///
/// @param epochs how often all training rows are gone through, at least 1
/// @param batch rows in a step, at least 1; [#FULL_BATCH] for all of them
/// @param seed for initial parameters, shuffling, masks and the validation split
/// @param shuffle whether each epoch has an order of its own
/// @param validation the share of the rows kept aside for validation, from 0 to less than 1
/// @param patience after how many epochs without a better validation loss training stops, and the best parameters are
///     taken; 0 for never
/// @param convergence when training counts as done before its epochs are over
/// @param rate the learning rate
/// @param threads how many threads work, at least 1; 0 for one to each processor. Results do not depend on it
/// @param maxSteps after how many steps training stops; 0 for no such limit
public record TrainingPlan(int epochs, int batch, long seed, boolean shuffle, double validation, int patience,
        Optional<Convergence> convergence, LearningRate rate, int threads, long maxSteps) {
    /// The batch that takes all training rows.
    public static final int FULL_BATCH = Integer.MAX_VALUE;
    /// 10 epochs in batches of 32, seed 1, shuffled, no validation, learning rate 0.01.
    public static final TrainingPlan DEFAULT = new TrainingPlan(10, 32, 1, true, 0, 0, Optional.empty(),
            new LearningRate.Constant(0.01), 0, 0);

    /// Stop when |f(t + k) − f(t)| < ε, with f(t) the mean training loss of epoch t.
    ///
    /// @param window k, in epochs, at least 1
    /// @param epsilon ε, greater than 0
    public record Convergence(int window, double epsilon) {
        /// @throws GradcException when a number is out of its range
        public Convergence {
            Check.positive("the window k of the rule |f(t+k) − f(t)| < ε", window);
            if (!(epsilon > 0)) {
                throw new GradcException(
                        "the ε of the rule |f(t+k) − f(t)| < ε is " + epsilon + ", but must be greater than 0");
            }
        }
    }

    /// Checks every number.
    /// @throws GradcException when one is out of its range
    public TrainingPlan {
        Check.positive("the number of epochs", epochs);
        Check.positive("the batch size", batch);
        if (!(validation >= 0 && validation < 1)) {
            throw new GradcException("the share of rows for validation is " + validation
                    + ", but must be at least 0 and less than 1");
        }
        Check.notNegative("the patience of early stopping", patience);
        Check.notNegative("the number of threads", threads);
        Check.notNegative("the limit of steps", maxSteps);
    }

    /// The same with another number of epochs.
    public TrainingPlan withEpochs(int epochs) {
        return new TrainingPlan(epochs, batch, seed, shuffle, validation, patience, convergence, rate, threads,
                maxSteps);
    }

    /// The same with another batch.
    public TrainingPlan withBatch(int batch) {
        return new TrainingPlan(epochs, batch, seed, shuffle, validation, patience, convergence, rate, threads,
                maxSteps);
    }

    /// The same with another seed.
    public TrainingPlan withSeed(long seed) {
        return new TrainingPlan(epochs, batch, seed, shuffle, validation, patience, convergence, rate, threads,
                maxSteps);
    }

    /// The same, shuffled or not.
    public TrainingPlan withShuffle(boolean shuffle) {
        return new TrainingPlan(epochs, batch, seed, shuffle, validation, patience, convergence, rate, threads,
                maxSteps);
    }

    /// The same with another share of rows for validation.
    public TrainingPlan withValidation(double validation) {
        return new TrainingPlan(epochs, batch, seed, shuffle, validation, patience, convergence, rate, threads,
                maxSteps);
    }

    /// The same with another patience.
    public TrainingPlan withPatience(int patience) {
        return new TrainingPlan(epochs, batch, seed, shuffle, validation, patience, convergence, rate, threads,
                maxSteps);
    }

    /// The same that stops when |f(t + k) − f(t)| < ε.
    public TrainingPlan withConvergence(int window, double epsilon) {
        return new TrainingPlan(epochs, batch, seed, shuffle, validation, patience,
                Optional.of(new Convergence(window, epsilon)), rate, threads, maxSteps);
    }

    /// The same with another learning rate.
    public TrainingPlan withRate(LearningRate rate) {
        return new TrainingPlan(epochs, batch, seed, shuffle, validation, patience, convergence, rate, threads,
                maxSteps);
    }

    /// The same with a constant learning rate.
    public TrainingPlan withRate(double rate) {
        return withRate(new LearningRate.Constant(rate));
    }

    /// The same with another number of threads.
    public TrainingPlan withThreads(int threads) {
        return new TrainingPlan(epochs, batch, seed, shuffle, validation, patience, convergence, rate, threads,
                maxSteps);
    }

    /// The same with another limit of steps.
    public TrainingPlan withMaxSteps(long maxSteps) {
        return new TrainingPlan(epochs, batch, seed, shuffle, validation, patience, convergence, rate, threads,
                maxSteps);
    }

    /// How many steps an epoch over `rows` training rows has; the last may be smaller.
    public long stepsPerEpoch(int rows) {
        return (rows + (long) batch - 1) / batch;
    }

    /// How many steps the whole training has over `rows` training rows, unless a rule stops it before.
    public long steps(int rows) {
        long all = stepsPerEpoch(rows) * epochs;
        return maxSteps == 0 ? all : Math.min(all, maxSteps);
    }

    /// One line `name = value` for each number, which [TrainingPlanText#parse] reads.
    public String text() {
        return TrainingPlanText.print(this);
    }
}
