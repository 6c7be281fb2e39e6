package dev.gradc.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Trains a model by a plan:
///
/// ```java
/// TrainingResult result = new Trainer(model, plan).saveTo(path).listener(listener).train(data);
/// ```
///
/// A model that was never given parameters is initialised with the plan's seed. The same model, plan and data give the
/// same bits: with any number of threads, and after a resume from any checkpoint of the way.
public final class Trainer {
    final Model model;
    final TrainingPlan plan;
    final List<TrainingListener> listeners = new ArrayList<>();
    BooleanSupplier stop = () -> false;
    SavePolicy savePolicy = SavePolicy.DEFAULT;
    @Nullable
    Path file;
    @Nullable
    Path fileIfStopped;
    @Nullable
    DataSet validation;
    @Nullable
    Checkpoint checkpoint;
    boolean debugNans;
    boolean standardize;

    /// @param model the model, whose parameters change
    /// @param plan every number of the training loop
    public Trainer(Model model, TrainingPlan plan) {
        this.model = model;
        this.plan = plan;
    }

    /// Adds someone who hears of the progress.
    public Trainer listener(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /// Takes these rows for validation, in the place of a share of the training rows.
    public Trainer validation(DataSet validation) {
        this.validation = validation;
        return this;
    }

    /// Saves the training now and then as [SavePolicy#DEFAULT] says, and at its end.
    public Trainer saveTo(Path file) {
        return saveTo(file, SavePolicy.DEFAULT);
    }

    /// Saves the training now and then, and at its end.
    public Trainer saveTo(Path file, SavePolicy policy) {
        this.file = file;
        savePolicy = policy;
        return this;
    }

    /// Saves the training here when it is asked to stop, unless [#saveTo] names a file.
    public Trainer saveIfStopped(Path file) {
        fileIfStopped = file;
        return this;
    }

    /// Asks before each step whether to stop; the training is then saved and ends as [TrainingResult.Reason#INTERRUPTED].
    /// The answer may come from another thread.
    public Trainer stopWhen(BooleanSupplier stop) {
        this.stop = stop;
        return this;
    }

    /// Whether every kernel's results are searched for NaN and infinities (slow).
    public Trainer debugNans(boolean on) {
        debugNans = on;
        return this;
    }

    /// Whether the real inputs of predictions are standardised: fitted on the training rows (those for validation left
    /// out) and kept in the model's metadata. Inputs that the metadata has a standardisation for keep theirs.
    public Trainer standardize(boolean on) {
        standardize = on;
        return this;
    }

    /// Goes on from a checkpoint of a training with the same seed, batch, shuffling, share of validation and rows. The
    /// model gets the checkpoint's parameters when the training begins.
    public Trainer resume(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
        return this;
    }

    /// Checks all that the training needs and gives the model its parameters.
    ///
    /// @param data the training rows, and those for validation where the plan has a share of them
    /// @throws GradcException when the data or the checkpoint does not fit the model or the plan
    public Training prepare(DataSet data) {
        return new Training(this, data);
    }

    /// Trains: [#prepare] and [Training#run] in one.
    ///
    /// @param data the training rows, and those for validation where the plan has a share of them
    /// @return how it ended; the model has the last parameters, or with early stopping the best
    /// @throws GradcException when the data or the checkpoint does not fit, the loss is no longer a finite number, or the
    ///     training cannot be saved
    public TrainingResult train(DataSet data) {
        return prepare(data).run();
    }
}
