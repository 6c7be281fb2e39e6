package dev.gradc.dsl;

import dev.gradc.data.TrainTest;
import dev.gradc.runtime.TrainingPlan;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The numbers of training, and the data to train on. What is not said is as in [TrainingPlan#DEFAULT].
public abstract class Training extends Layers {
    private TrainingPlan plan = TrainingPlan.DEFAULT;
    private Optional<String> dataSpec = Optional.empty();
    private Optional<TrainTest> dataSet = Optional.empty();

    Training() {
    }

    /// How often all training rows are gone through.
    protected final void epochs(int epochs) {
        plan(current -> current.withEpochs(epochs));
    }

    /// How many rows a step takes.
    protected final void batch(int rows) {
        plan(current -> current.withBatch(rows));
    }

    /// Each step takes all training rows.
    protected final void fullBatch() {
        plan(current -> current.withBatch(TrainingPlan.FULL_BATCH));
    }

    /// The seed of all that is random.
    protected final void seed(long seed) {
        plan(current -> current.withSeed(seed));
    }

    /// Whether each epoch has an order of its own; it has unless told otherwise.
    protected final void shuffle(boolean shuffle) {
        plan(current -> current.withShuffle(shuffle));
    }

    /// The share of the training rows kept aside for validation, from 0 to less than 1.
    protected final void validation(double share) {
        plan(current -> current.withValidation(share));
    }

    /// Stops after so many epochs without a better validation loss, and takes the best parameters.
    protected final void patience(int epochs) {
        plan(current -> current.withPatience(epochs));
    }

    /// Stops when |f(t + k) − f(t)| < ε, with f(t) the mean training loss of epoch t.
    protected final void converge(int k, double epsilon) {
        plan(current -> current.withConvergence(k, epsilon));
    }

    /// Stops after so many steps; 0 for no such limit.
    protected final void maxSteps(long steps) {
        plan(current -> current.withMaxSteps(steps));
    }

    /// The data set to train on unless the command is given another, as the command's `--data` takes it.
    protected final void data(String specification) {
        Lines.require(dataSpec.isEmpty() && dataSet.isEmpty(), "the data was declared already; keep one of the two");
        dataSpec = Optional.of(specification);
    }

    /// The data to train on and to test by, unless the command is given other.
    protected final void data(TrainTest rows) {
        Lines.require(dataSpec.isEmpty() && dataSet.isEmpty(), "the data was declared already; keep one of the two");
        dataSet = Optional.of(rows);
    }

    TrainingPlan numbers() {
        return plan;
    }

    Optional<String> namedData() {
        return dataSpec;
    }

    Optional<TrainTest> givenData() {
        return dataSet;
    }

    private void plan(UnaryOperator<TrainingPlan> change) {
        plan = Lines.located(() -> change.apply(plan));
    }
}
