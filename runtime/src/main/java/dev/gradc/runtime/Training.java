package dev.gradc.runtime;

/// A training that can begin: its rows, plan and checkpoint fit the model, and the model has its parameters.
public final class Training {
    private final Trainer trainer;
    private final TrainingSetup setup;

    Training(Trainer trainer, DataSet data) {
        this.trainer = trainer;
        setup = new TrainingSetup(trainer, data);
    }

    /// Trains, once.
    ///
    /// @return how it ended; the model has the last parameters, or with early stopping the best
    /// @throws GradcException when the loss is no longer a finite number, or the training cannot be saved
    public TrainingResult run() {
        try (Workers workers = new Workers(trainer.plan.threads())) {
            return new TrainingRun(trainer, setup, workers).run();
        }
    }
}
