package dev.gradc.runtime;

import static dev.gradc.runtime.DataSetTest.assertSentence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.runtime.TrainingResult.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static final ArrayDataSet DATA = LinearProgram.data(103, 4);
    private static final TrainingPlan PLAN = TrainingPlan.DEFAULT.withEpochs(6).withBatch(10).withRate(0.1)
            .withThreads(1);

    @TempDir
    @Nullable
    Path folder;

    private Path file() {
        if (folder == null) {
            throw new IllegalStateException("JUnit gives a folder");
        }
        return folder.resolve("training.gradc");
    }

    private static Model line(Precision precision) {
        return new Model(LinearProgram.of(precision, 4));
    }

    @ParameterizedTest
    @EnumSource
    void learnsALine(Precision precision) {
        Model model = line(precision);
        TrainingResult result = new Trainer(model, PLAN.withEpochs(30)).train(DATA);
        assertThat(result.reason()).isEqualTo(Reason.EPOCHS);
        assertThat(result.epochs()).isEqualTo(30);
        assertThat(result.steps()).isEqualTo(330);
        assertThat(result.history()).hasSize(30);
        assertThat(result.loss()).isEqualTo(result.history().getLast().loss()).isLessThan(1e-3);
        assertThat(result.seconds()).isPositive();
        assertThat(model.step()).isEqualTo(330);
        assertThat(model.parameter("weight")).containsExactly(new double[]{1, 2, 3, 4}, within(0.02));
        assertThat(model.metadata().fields()).isEqualTo(DATA.fields());
    }

    @Test
    void isAFunctionOfItsSeed() {
        assertThat(hash(PLAN)).isEqualTo(hash(PLAN)).isNotEqualTo(hash(PLAN.withSeed(2)))
                .isNotEqualTo(hash(PLAN.withShuffle(false)));
    }

    private static String hash(TrainingPlan plan) {
        Model model = line(Precision.FLOAT);
        new Trainer(model, plan).train(DATA);
        return model.sha256();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void doesNotDependOnTheNumberOfThreads(int threads) {
        Model model = new Model(LinearProgram.of(Precision.FLOAT, 4, 1_000_000));
        new Trainer(model, PLAN.withThreads(threads)).train(DATA);
        assertThat(model.sha256()).isEqualTo(hash(PLAN));
    }

    /// Stops after each of the first 40 steps in turn (an epoch has 10 or 11, so at its first, in its middle, at its
    /// last), goes on in another model from the file, and ends in the same bits, with the same history.
    @ParameterizedTest
    @CsvSource({"FLOAT, 0", "DOUBLE, 0", "FLOAT, 0.1"})
    void aResumedTrainingEndsInTheSameBits(Precision precision, double validation) {
        TrainingPlan plan = PLAN.withValidation(validation).withPatience(validation > 0 ? 2 : 0)
                .withRate(new LearningRate.WarmUp(7, new LearningRate.Cosine(0.2, 0.01)));
        Model whole = line(precision);
        TrainingResult straight = new Trainer(whole, plan).standardize(true).train(DATA);
        for (int stop = 1; stop <= 40; stop++) {
            AtomicInteger left = new AtomicInteger(stop);
            TrainingResult first = new Trainer(line(precision), plan).standardize(true).saveTo(file())
                    .stopWhen(() -> left.getAndDecrement() == 0).train(DATA);
            assertThat(first.reason()).isEqualTo(Reason.INTERRUPTED);
            assertThat(first.steps()).isEqualTo(stop);
            Model resumed = line(precision);
            TrainingResult second = new Trainer(resumed, plan).resume(Checkpoint.read(file())).train(DATA);
            assertThat(second.history()).isEqualTo(straight.history());
            assertThat(second.steps()).isEqualTo(straight.steps());
            assertThat(second.reason()).isEqualTo(straight.reason());
            assertThat(resumed.sha256()).isEqualTo(whole.sha256());
            assertThat(resumed.slotArray()).isEqualTo(whole.slotArray());
            assertThat(resumed.metadata()).isEqualTo(whole.metadata());
        }
    }

    @Test
    void aTrainingThatIsStoppedIsSavedWhereNoOtherFileIsNamed() {
        Model whole = line(Precision.FLOAT);
        new Trainer(whole, PLAN).saveIfStopped(file()).train(DATA);
        assertThat(file()).doesNotExist();
        AtomicInteger left = new AtomicInteger(5);
        new Trainer(line(Precision.FLOAT), PLAN).saveIfStopped(file()).stopWhen(() -> left.getAndDecrement() == 0)
                .train(DATA);
        Model resumed = line(Precision.FLOAT);
        new Trainer(resumed, PLAN).resume(Checkpoint.read(file())).train(DATA);
        assertThat(resumed.sha256()).isEqualTo(whole.sha256());
    }

    /// Every file that a training leaves on its way is as good a start as any other, as after a kill.
    @Test
    void everySavedFileLeadsToTheSameBits() {
        List<Checkpoint> saved = new ArrayList<>();
        Model whole = line(Precision.FLOAT);
        new Trainer(whole, PLAN).saveTo(file(), new SavePolicy(3, 1e-9)).listener(new TrainingListener() {
            @Override
            public void saved(Path file) {
                saved.add(Checkpoint.read(file));
            }
        }).train(DATA);
        assertThat(saved).hasSizeGreaterThan(1);
        for (Checkpoint checkpoint : saved) {
            Model resumed = line(Precision.FLOAT);
            new Trainer(resumed, PLAN).resume(checkpoint).train(DATA);
            assertThat(resumed.sha256()).isEqualTo(whole.sha256());
        }
    }

    @Test
    void savesBeforeAHundredStepsAreOver() {
        List<Long> steps = new ArrayList<>();
        new Trainer(line(Precision.FLOAT), PLAN.withBatch(1).withEpochs(2)).saveTo(file())
                .listener(new TrainingListener() {
                    @Override
                    public void saved(Path file) {
                        steps.add(Checkpoint.read(file).step());
                    }
                }).train(DATA);
        assertThat(steps.getFirst()).isEqualTo(100);
        assertThat(steps.getLast()).isEqualTo(206);
    }

    @Test
    void aFinishedTrainingCanBeMadeLonger() {
        Model whole = line(Precision.FLOAT);
        new Trainer(whole, PLAN.withEpochs(9)).train(DATA);
        new Trainer(line(Precision.FLOAT), PLAN).saveTo(file()).train(DATA);
        Model longer = line(Precision.FLOAT);
        TrainingResult result = new Trainer(longer, PLAN.withEpochs(9)).resume(Checkpoint.read(file())).train(DATA);
        assertThat(result.epochs()).isEqualTo(9);
        assertThat(longer.sha256()).isEqualTo(whole.sha256());
        assertThat(new Trainer(line(Precision.FLOAT), PLAN).resume(Checkpoint.read(file())).train(DATA).steps())
                .isEqualTo(66);
    }

    @Test
    void anotherPlanOrOtherDataCannotBeResumed() {
        new Trainer(line(Precision.FLOAT), PLAN).saveTo(file()).train(DATA);
        Checkpoint checkpoint = Checkpoint.read(file());
        Trainer other = new Trainer(line(Precision.FLOAT), PLAN.withSeed(5).withBatch(7)).resume(checkpoint);
        assertSentence(() -> other.train(new Rows(DATA, 1, 2)),
                "the training cannot go on from this checkpoint, which was made with another plan or other data: seed was "
                        + "1, is 5; batch was 10, is 7; training rows was 103, is 2");
    }

    @Test
    void stopsAfterItsLimitOfSteps() {
        Model model = line(Precision.FLOAT);
        TrainingResult result = new Trainer(model, PLAN.withMaxSteps(15)).train(DATA);
        assertThat(result.reason()).isEqualTo(Reason.MAX_STEPS);
        assertThat(result.steps()).isEqualTo(15);
        assertThat(result.epochs()).isEqualTo(1);
        assertThat(result.loss()).isFinite();
    }

    @Test
    void stopsWhenTheLossNoLongerChanges() {
        TrainingPlan plan = PLAN.withEpochs(1_000).withConvergence(3, 1e-5);
        List<EpochResult> history = new Trainer(line(Precision.DOUBLE), plan).train(DATA).history();
        int last = history.size() - 1;
        assertThat(last).isBetween(4, 500);
        assertThat(Math.abs(history.get(last).loss() - history.get(last - 3).loss())).isLessThan(1e-5);
        for (int t = 3; t < last; t++) {
            assertThat(Math.abs(history.get(t).loss() - history.get(t - 3).loss())).isGreaterThanOrEqualTo(1e-5);
        }
    }

    @Test
    void stopsEarlyAndTakesTheBestParameters() {
        // Validation rows that want the opposite: the better the line, the worse they are met.
        Model best = line(Precision.FLOAT);
        best.initialize(1);
        ArrayDataSet opposite = ArrayDataSet.of(new double[][]{{1, 1, 1, 1}}, new double[][]{{-10}});
        Model model = line(Precision.FLOAT);
        TrainingPlan plan = PLAN.withEpochs(50).withPatience(3);
        TrainingResult result = new Trainer(model, plan).validation(opposite).saveTo(file()).train(DATA);
        assertThat(result.reason()).isEqualTo(Reason.EARLY_STOPPING);
        assertThat(result.epochs()).isEqualTo(4);
        assertThat(result.history()).allMatch(e -> e.validationLoss().isPresent() && e.validationAccuracy().isEmpty());
        new Trainer(best, plan.withEpochs(1)).validation(opposite).train(DATA);
        assertThat(model.sha256()).isEqualTo(best.sha256());
        Model restored = line(Precision.FLOAT);
        Checkpoint.read(file()).restore(restored);
        assertThat(restored.sha256()).isEqualTo(best.sha256());
        assertSentence(() -> new Trainer(model, PLAN.withPatience(3)).train(DATA), "early stopping (patience 3) needs "
                + "rows for validation: give the training plan a share for validation, such as 0.1");
    }

    @Test
    void aLossThatIsNotFiniteEndsTheTrainingAndLeavesTheFile() {
        Model model = line(Precision.FLOAT);
        Trainer trainer = new Trainer(model, PLAN.withRate(50).withEpochs(100)).saveTo(file());
        assertThatThrownBy(() -> trainer.train(DATA)).isInstanceOf(GradcException.class)
                .hasMessageMatching("the loss became (NaN|Infinity) in step \\d+ \\(epoch \\d+\\) at the learning rate "
                        + "50\\.0: take a smaller learning rate, or search for the first NaN with --debug-nans");
        assertThat(Files.exists(file())).isTrue();
        Checkpoint.read(file());
        Model again = line(Precision.FLOAT);
        assertThatThrownBy(() -> new Trainer(again, PLAN.withRate(50).withEpochs(100)).debugNans(true).train(DATA))
                .isInstanceOf(GradcException.class).hasMessageContaining("first made by the kernel");
    }

    @Test
    void badRowsAreToldBeforeTheFirstStep() {
        double[][] x = new double[50][4];
        x[49][2] = Double.NaN;
        ArrayDataSet data = ArrayDataSet.of(x, new double[50][1]);
        Model model = line(Precision.FLOAT);
        assertThatThrownBy(() -> new Trainer(model, PLAN).train(data)).isInstanceOf(GradcException.class)
                .hasMessageStartingWith("row 50 of the data set has NaN in column 3");
        assertThat(model.step()).isZero();
        assertSentence(() -> new Trainer(model, PLAN).train(new Rows(data)),
                "the data set is empty: there is nothing to train the model line on");
    }

    @Test
    void tellsItsProgress() {
        List<String> events = new ArrayList<>();
        new Trainer(line(Precision.FLOAT), PLAN.withEpochs(2).withBatch(52)).listener(new TrainingListener() {
            @Override
            public void step(TrainingProgress p) {
                events.add(p.step() + "/" + p.steps() + " epoch " + p.epoch() + "/" + p.epochs() + " rate " + p.rate());
                assertThat(p.loss()).isFinite();
                assertThat(p.seconds()).isPositive();
                assertThat(p.secondsLeft()).isGreaterThanOrEqualTo(0);
            }

            @Override
            public void epoch(EpochResult epoch, TrainingProgress progress) {
                events.add("end of " + epoch.epoch() + " at " + epoch.step());
            }
        }).train(DATA);
        assertThat(events).containsExactly("1/4 epoch 1/2 rate 0.1", "2/4 epoch 1/2 rate 0.1", "end of 1 at 2",
                "3/4 epoch 2/2 rate 0.1", "4/4 epoch 2/2 rate 0.1", "end of 2 at 4");
    }

    @Test
    void aModelThatHasParametersKeepsThem() {
        Model model = line(Precision.DOUBLE);
        model.parameter("weight", 1, 2, 3, 4);
        model.parameter("bias", 0.5);
        TrainingResult result = new Trainer(model, PLAN.withEpochs(1)).train(DATA);
        assertThat(result.loss()).isLessThan(1e-3);
    }

    @Test
    void standardisationIsFittedOnTheTrainingRowsAlone() {
        Model model = line(Precision.DOUBLE);
        new Trainer(model, PLAN.withValidation(0.5)).standardize(true).train(DATA);
        DataSet first = Split.random(DATA, 0.5, PLAN.seed()).first();
        assertThat(model.metadata().standardizations().get("x")).isEqualTo(Standardization.fit(first, 0));
    }

    @Test
    void aFileThatCannotBeWrittenEndsTheTraining() {
        Trainer trainer = new Trainer(line(Precision.FLOAT), PLAN).saveTo(file().resolveSibling("no").resolve("x"));
        assertThatThrownBy(() -> trainer.train(DATA)).isInstanceOf(GradcException.class)
                .hasMessageStartingWith("the model cannot be saved as ");
    }
}
