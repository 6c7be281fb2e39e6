package dev.gradc.runtime;

import dev.gradc.runtime.TrainingPlan.Convergence;
import dev.gradc.runtime.TrainingResult.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// One training under way: the loop over epochs and batches, and all that it must remember between two steps.
final class TrainingRun {
    private final Trainer trainer;
    private final Model model;
    private final TrainingPlan plan;
    private final Session session;
    private final Binding training;
    private final @Nullable Binding validation;
    private final int rows;
    private final int[] order;
    private final EarlyStopping early;
    private final TrainingProgress progress;
    private final @Nullable Saver saver;
    private final List<EpochResult> history = new ArrayList<>();
    private final long start = System.nanoTime();
    private long step;
    private int epoch;
    private int position;
    private double lossSum;

    TrainingRun(Trainer trainer, TrainingSetup setup, Workers workers) {
        this.trainer = trainer;
        model = trainer.model;
        plan = trainer.plan;
        training = setup.training();
        validation = setup.validation();
        rows = training.data().size();
        TrainingState state = setup.state();
        early = new EarlyStopping(plan.patience(), state == null ? null : state.best());
        if (state != null) {
            step = state.step();
            epoch = state.epoch();
            position = state.position();
            lossSum = state.lossSum();
            history.addAll(state.history());
        }
        session = new Session(model, Math.min(plan.batch(), rows), workers);
        session.debugNans(trainer.debugNans);
        order = new int[rows];
        progress = new TrainingProgress(plan.epochs(), plan.steps(rows), step, start);
        saver = trainer.file == null ? null : new Saver(trainer.file, trainer.savePolicy, step);
    }

    TrainingResult run() {
        rehearse();
        Reason reason = null;
        while (reason == null) {
            reason = finished();
            if (reason == null) {
                reason = runEpoch();
            }
        }
        save(saver != null ? saver : ifStopped(reason));
        double loss = position > 0 ? lossSum / position : history.isEmpty() ? Double.NaN : lastEpoch().loss();
        if (early.best() != null && reason != Reason.INTERRUPTED) {
            Packing.unpack(model.program().parameters(), early.best().parameters(), model.parameterArray());
        }
        return new TrainingResult(reason, List.copyOf(history), epoch, step, loss, (System.nanoTime() - start) * 1e-9);
    }

    /// Brings the code to speed where the training is long enough to gain by it.
    private void rehearse() {
        Program program = model.program();
        if (!trainer.debugNans && Rehearsal.pays(program, program.entry(Program.TRAIN), session.capacity(),
                plan.steps(rows) - step)) {
            session.rehearse(Program.TRAIN);
        }
    }

    private @Nullable Reason finished() {
        if (early.over(epoch)) {
            return Reason.EARLY_STOPPING;
        }
        if (converged()) {
            return Reason.CONVERGED;
        }
        return epoch >= plan.epochs() ? Reason.EPOCHS : null;
    }

    private EpochResult lastEpoch() {
        return history.get(history.size() - 1);
    }

    private boolean converged() {
        Convergence rule = plan.convergence().orElse(null);
        if (rule == null || history.size() <= rule.window()) {
            return false;
        }
        double before = history.get(history.size() - 1 - rule.window()).loss();
        return Math.abs(lastEpoch().loss() - before) < rule.epsilon();
    }

    /// Runs what is left of an epoch; gives a reason when the training ends within it.
    private @Nullable Reason runEpoch() {
        if (plan.shuffle()) {
            CounterRandom.shuffle(plan.seed(), epoch, order);
        } else {
            Arrays.setAll(order, i -> i);
        }
        while (position < rows) {
            if (plan.maxSteps() > 0 && step >= plan.maxSteps()) {
                return Reason.MAX_STEPS;
            }
            if (trainer.stop.getAsBoolean()) {
                return Reason.INTERRUPTED;
            }
            runStep();
        }
        endEpoch();
        return null;
    }

    private void runStep() {
        int count = Math.min(session.capacity(), rows - position);
        double rate = plan.rate().at(step, plan.stepsPerEpoch(rows), plan.steps(rows));
        double loss = session.train(training, order, position, count, rate);
        if (!Double.isFinite(loss)) {
            throw new GradcException("the loss became " + loss + " in step " + (step + 1) + " (epoch " + (epoch + 1)
                    + ") at the learning rate " + rate
                    + ": take a smaller learning rate, or search for the first NaN with --debug-nans");
        }
        step++;
        position += count;
        lossSum += loss * count;
        progress.update(epoch + 1, step, loss, rate);
        if (position < rows) {
            saveWhenDue(false);
        }
        for (int i = 0; i < trainer.listeners.size(); i++) {
            trainer.listeners.get(i).step(progress);
        }
    }

    private void endEpoch() {
        OptionalDouble loss = OptionalDouble.empty();
        OptionalDouble accuracy = OptionalDouble.empty();
        if (validation != null) {
            Evaluation evaluation = Metrics.evaluate(session, validation);
            loss = evaluation.loss();
            accuracy = evaluation.accuracy();
        }
        epoch++;
        EpochResult result = new EpochResult(epoch, step, lossSum / rows, loss, accuracy);
        history.add(result);
        loss.ifPresent(value -> early.epoch(epoch, value, model));
        position = 0;
        lossSum = 0;
        saveWhenDue(true);
        trainer.listeners.forEach(listener -> listener.epoch(result, progress));
    }

    private void saveWhenDue(boolean epochEnded) {
        if (saver != null && saver.due(step, epochEnded)) {
            save(saver);
        }
    }

    private @Nullable Saver ifStopped(Reason reason) {
        Path file = trainer.fileIfStopped;
        return reason == Reason.INTERRUPTED && file != null ? new Saver(file, trainer.savePolicy, step) : null;
    }

    private void save(@Nullable Saver to) {
        if (to != null) {
            TrainingState state = new TrainingState(plan, rows, step, epoch, position, lossSum, List.copyOf(history),
                    early.best());
            to.save(Checkpoint.of(model, state), step);
            trainer.listeners.forEach(listener -> listener.saved(to.file()));
        }
    }
}
