package dev.gradc.cli;

import dev.gradc.runtime.TrainingPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Numbers of the training loop that a user gives in the place of the model's.
final class PlanOptions {
    @Option(names = "--epochs", paramLabel = "N", description = "How often to go through all training rows.")
    private @Nullable Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Rows in a step, or 'full' for all of them.")
    private @Nullable String batch;

    @Option(names = "--seed", paramLabel = "S", description = "The seed of all that is random.")
    private @Nullable Long seed;

    @Option(names = "--threads", paramLabel = "T", description = "How many threads work; 0 (the default): one to each processor. The result is the same.")
    private @Nullable Integer threads;

    @Option(names = "--steps", paramLabel = "N", description = "Stop after N steps, should the epochs not be over before.")
    private @Nullable Long steps;

    /// The plan with the user's numbers in it.
    /// @throws dev.gradc.runtime.GradcException when one is out of its range
    TrainingPlan apply(TrainingPlan plan) {
        TrainingPlan changed = plan;
        if (epochs != null) {
            changed = changed.withEpochs(epochs);
        }
        if (batch != null) {
            changed = changed.withBatch(rows(batch));
        }
        if (seed != null) {
            changed = changed.withSeed(seed);
        }
        if (threads != null) {
            changed = changed.withThreads(threads);
        }
        return steps == null ? changed : changed.withMaxSteps(positive(steps));
    }

    private static int rows(String batch) {
        if (batch.equals("full")) {
            return TrainingPlan.FULL_BATCH;
        }
        try {
            return Integer.parseInt(batch);
        } catch (NumberFormatException e) {
            throw new Misuse("--batch " + batch + " is neither a whole number of rows nor 'full'");
        }
    }

    private static long positive(long steps) {
        if (steps < 1) {
            throw new Misuse("--steps " + steps + " would train nothing: give a number of at least 1");
        }
        return steps;
    }
}
