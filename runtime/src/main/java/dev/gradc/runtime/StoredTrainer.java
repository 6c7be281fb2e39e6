package dev.gradc.runtime;

import java.nio.file.Path;
import java.util.Arrays;

/// A copy of a compiled model that is trained on. For one thread at a time; it closes its threads by [#close()].
public final class StoredTrainer implements AutoCloseable {
    private final StoredModel stored;
    private final TrainingPlan plan;
    private final int rows;
    private final Model model;
    private final Workers workers;
    private final Session session;
    private final CallerRows given;
    private final Binding binding;

    /// @param stored begins with its parameters, its optimiser's slots and its number of steps
    /// @param capacity the most rows of a step
    /// @param threads as of [Workers#Workers]
    /// @throws GradcException when the arrays for so many rows are too large
    public StoredTrainer(StoredModel stored, int capacity, int threads) {
        this.stored = stored;
        plan = TrainingPlanText.parse(stored.card().plan());
        rows = stored.card().rows();
        model = stored.copy(stored.widest());
        workers = new Workers(threads);
        session = new Session(model, capacity, workers);
        given = CallerRows.of(model.program(), model.metadata(), Program.TRAIN, capacity);
        binding = Binding.of(model, given, Program.TRAIN);
    }

    /// Trains on a batch.
    ///
    /// @param rate the learning rate
    /// @param rows how many rows it has
    /// @param inputs an array for each input in the model's order: `float[]` or `double[]`, and `int[]` for classes
    /// @return the loss of the batch before the update
    /// @throws GradcException when the rate is negative, a length is wrong, a number is not finite or a class unknown; the
    ///     parameters are then as they were
    public double step(double rate, int rows, Object... inputs) {
        Check.rate(rate);
        given.take(rows, inputs);
        return session.train(binding, given.order(), 0, rows, rate);
    }

    /// The learning rate of the next step by the plan that the model was trained by.
    public double rate() {
        return rows == 0 ? plan.rate().base()
                : plan.rate().at(model.step(), plan.stepsPerEpoch(rows), plan.steps(rows));
    }

    /// The order in which the plan goes through the rows of a training set in an epoch.
    ///
    /// @param epoch from 0 on
    /// @param size how many rows the training set has
    public int[] order(long epoch, int size) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        if (plan.shuffle()) {
            CounterRandom.shuffle(plan.seed(), epoch, order);
        }
        return order;
    }

    /// How many updates the parameters have had.
    public long steps() {
        return model.step();
    }

    /// The SHA-256 of all parameters, as [Model#sha256()] says.
    public String sha256() {
        return model.sha256();
    }

    /// Saves parameters and slots as a checkpoint in the place of an earlier one, which stays as it was if that fails.
    ///
    /// @throws GradcException when it cannot be written
    public void save(Path file) {
        Checkpoint.of(model).write(file);
    }

    /// A model with the parameters as they are now.
    public StoredModel model() {
        return stored.with(model);
    }

    /// Ends its threads.
    @Override
    public void close() {
        workers.close();
    }
}
