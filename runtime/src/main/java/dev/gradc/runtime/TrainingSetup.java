package dev.gradc.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What comes before the first step: the rows are split and checked, the model gets its parameters, and the data is tied to
/// its inputs.
final class TrainingSetup {
    private final Trainer trainer;
    private final Model model;
    private final TrainingPlan plan;
    private final Binding training;
    private final @Nullable Binding validation;
    private final @Nullable TrainingState state;

    TrainingSetup(Trainer trainer, DataSet data) {
        this.trainer = trainer;
        model = trainer.model;
        plan = trainer.plan;
        if (data.size() == 0) {
            throw new GradcException("the data set is empty: there is nothing to train the model "
                    + model.program().name() + " on");
        }
        boolean split = trainer.validation == null && plan.validation() > 0;
        Split parts = split ? Split.random(data, plan.validation(), plan.seed()) : new Split(data, data);
        DataSet aside = split ? parts.second() : trainer.validation;
        if (plan.patience() > 0 && aside == null) {
            throw new GradcException("early stopping (patience " + plan.patience()
                    + ") needs rows for validation: give the training plan a share for validation, such as 0.1");
        }
        state = startingPoint(parts.first());
        training = Binding.of(model, parts.first(), Program.TRAIN);
        training.check();
        validation = aside == null ? null : Metrics.bind(model, aside);
        if (validation != null) {
            validation.check();
        }
    }

    Binding training() {
        return training;
    }

    @Nullable
    Binding validation() {
        return validation;
    }

    /// The place in a training to go on from.
    @Nullable
    TrainingState state() {
        return state;
    }

    private @Nullable TrainingState startingPoint(DataSet rows) {
        Checkpoint checkpoint = trainer.checkpoint;
        if (checkpoint != null) {
            TrainingState resumed = checkpoint.training();
            if (resumed != null) {
                checkSame(resumed, rows);
            }
            checkpoint.restoreLast(model);
            return resumed;
        }
        if (model.initialized()) {
            model.restart(plan.seed(), model.step());
        } else {
            model.initialize(plan.seed());
        }
        describe(rows);
        return null;
    }

    private void checkSame(TrainingState resumed, DataSet rows) {
        List<String> differences = new ArrayList<>();
        compare(differences, "seed", resumed.plan().seed(), plan.seed());
        compare(differences, "batch", resumed.plan().batch(), plan.batch());
        compare(differences, "shuffle", resumed.plan().shuffle(), plan.shuffle());
        compare(differences, "validation", resumed.plan().validation(), plan.validation());
        compare(differences, "training rows", resumed.rows(), rows.size());
        if (!differences.isEmpty()) {
            throw new GradcException(
                    "the training cannot go on from this checkpoint, which was made with another plan or "
                            + "other data: " + String.join("; ", differences));
        }
    }

    private static void compare(List<String> differences, String what, Object before, Object now) {
        if (!Objects.equals(before, now)) {
            differences.add(what + " was " + before + ", is " + now);
        }
    }

    /// Notes the training data's fields in the model's metadata, and fits standardisations where they are wanted.
    private void describe(DataSet rows) {
        model.metadata(model.metadata().withFields(rows.fields()));
        if (!trainer.standardize) {
            return;
        }
        Program program = model.program();
        for (int i : program.entry(Program.PREDICT).inputs()) {
            InputSpec input = program.inputs().get(i);
            if (input.kind() instanceof InputSpec.Kind.Real
                    && !model.metadata().standardizations().containsKey(input.name())) {
                fit(input, rows);
            }
        }
    }

    private void fit(InputSpec input, DataSet rows) {
        int[] fields = Binding.of(model, rows, Program.TRAIN).realFields(input);
        if (fields.length > 0) {
            model.metadata(model.metadata().withStandardization(input.name(), Standardization.fit(rows, fields)));
        }
    }
}
