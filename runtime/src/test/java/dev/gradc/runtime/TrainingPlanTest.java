package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingPlanTest {
    @Test
    void aConstantRateStays() {
        assertThat(new LearningRate.Constant(0.1).at(12_345, 10, 20_000)).isEqualTo(0.1);
    }

    @Test
    void aStepDecayFallsAfterWholeEpochs() {
        LearningRate rate = new LearningRate.StepDecay(0.8, 0.5, 2);
        assertThat(rate.at(0, 10, 100)).isEqualTo(0.8);
        assertThat(rate.at(19, 10, 100)).isEqualTo(0.8);
        assertThat(rate.at(20, 10, 100)).isEqualTo(0.4);
        assertThat(rate.at(40, 10, 100)).isEqualTo(0.2);
    }

    @Test
    void anExponentialDecayFallsAtEachStep() {
        LearningRate rate = new LearningRate.Exponential(0.8, 0.25);
        assertThat(rate.at(0, 10, 100)).isEqualTo(0.8);
        assertThat(rate.at(5, 10, 100)).isCloseTo(0.4, within(1e-15));
        assertThat(rate.at(10, 10, 100)).isCloseTo(0.2, within(1e-15));
    }

    @Test
    void aCosineGoesFromTheFirstRateToTheLast() {
        LearningRate rate = new LearningRate.Cosine(1, 0.2);
        assertThat(rate.at(0, 10, 100)).isEqualTo(1);
        assertThat(rate.at(50, 10, 100)).isCloseTo(0.6, within(1e-15));
        assertThat(rate.at(100, 10, 100)).isEqualTo(0.2);
        assertThat(rate.at(150, 10, 100)).isEqualTo(0.2);
    }

    @Test
    void aWarmUpRisesAndThenBeginsTheOther() {
        LearningRate rate = new LearningRate.WarmUp(4, new LearningRate.Cosine(1, 0));
        assertThat(rate.at(0, 10, 104)).isEqualTo(0.25);
        assertThat(rate.at(3, 10, 104)).isEqualTo(1);
        assertThat(rate.at(4, 10, 104)).isEqualTo(1);
        assertThat(rate.at(54, 10, 104)).isCloseTo(0.5, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant(0.1)", "step(0.1, 0.5, 10)", "exponential(0.1, 0.95)", "cosine(0.1, 1.0E-4)",
        "warmup(100, cosine(0.1, 0.0))", "warmup(1, step(2.0, 1.0, 1))"})
    void schedulesReadBackWhatTheyWrite(String text) {
        LearningRate rate = LearningRateText.parse(text);
        assertThat(rate.text()).isEqualTo(text);
        assertThat(rate.withBase(0.7).base()).isEqualTo(0.7);
        assertThat(LearningRateText.parse(rate.withBase(0.7).text())).isEqualTo(rate.withBase(0.7));
    }

    @Test
    void aNumberAloneIsAConstantRate() {
        assertThat(LearningRateText.parse(" 0.3 ")).isEqualTo(new LearningRate.Constant(0.3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "constant", "constant()", "constant(0.1", "constant(0.1, 2)",
        "step(0.1, 0.5, 1.5)",
        "warmup(5)", "warmup(5, )", "warmup(5, warmup(5, constant(1)))", "cosine(a, b)", "constant(0.1) 2"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> LearningRateText.parse(text)).isInstanceOf(GradcException.class)
                .hasMessageStartingWith(
                        "the learning rate's schedule is \"" + text + "\", but must be a number or one of");
    }

    @Test
    void aDeeplyNestedScheduleIsRefusedAndNotFollowed() {
        assertThatThrownBy(() -> LearningRateText.parse("warmup(1,".repeat(100_000)))
                .isInstanceOf(GradcException.class).hasMessageContaining("…\", but must be");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = (char) 96, value = {
        "constant(-0.1) => the learning rate is -0.1, but must be a finite number that is not negative",
        "constant(NaN) => the learning rate is NaN, but must be a finite number that is not negative",
        "cosine(0.1, -1) => the learning rate is -1.0, but must be a finite number that is not negative",
        "step(0.1, 0.5, 0) => the number of epochs between two steps of the learning rate is 0, but must be at least 1",
        "step(0.1, 1.5, 1) => the learning rate's factor of decay is 1.5, but must be greater than 0 and at most 1",
        "exponential(0.1, 0) => the learning rate's factor of decay is 0.0, but must be greater than 0 and at most 1",
        "warmup(0, 0.1) => the number of warm-up steps is 0, but must be at least 1"})
    void ratesOutOfRangeAreRefused(String text, String sentence) {
        assertThatThrownBy(() -> LearningRateText.parse(text)).isInstanceOf(GradcException.class).hasMessage(sentence);
    }

    @Test
    void aWarmUpAfterAWarmUpIsRefused() {
        LearningRate inner = new LearningRate.WarmUp(1, new LearningRate.Constant(1));
        assertThatThrownBy(() -> new LearningRate.WarmUp(1, inner)).isInstanceOf(GradcException.class)
                .hasMessage("a warm-up of the learning rate cannot be followed by another warm-up");
    }

    @Test
    void plansReadBackWhatTheyWrite() {
        TrainingPlan plan = TrainingPlan.DEFAULT.withEpochs(7).withBatch(TrainingPlan.FULL_BATCH).withSeed(-3)
                .withShuffle(false).withValidation(0.1).withPatience(4).withConvergence(5, 1e-6)
                .withRate(new LearningRate.Cosine(0.1, 0)).withThreads(3).withMaxSteps(99);
        assertThat(plan.text()).isEqualTo("""
                epochs = 7
                batch = 2147483647
                seed = -3
                shuffle = false
                validation = 0.1
                patience = 4
                convergence = 5, 1.0E-6
                rate = cosine(0.1, 0.0)
                threads = 3
                max_steps = 99
                """);
        assertThat(TrainingPlanText.parse(plan.text())).isEqualTo(plan);
        assertThat(TrainingPlanText.parse(TrainingPlan.DEFAULT.text())).isEqualTo(TrainingPlan.DEFAULT);
        assertThat(TrainingPlanText.parse("\nrate = 0.5\n\n").rate().base()).isEqualTo(0.5);
        assertThat(TrainingPlanText.parse("convergence = none").convergence()).isEqualTo(Optional.empty());
        assertThat(TrainingPlan.DEFAULT.withRate(0.25).rate()).isEqualTo(new LearningRate.Constant(0.25));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = (char) 96, value = {
        "epochs = 0 => the number of epochs is 0, but must be at least 1",
        "batch = -5 => the batch size is -5, but must be at least 1",
        "validation = 1 => the share of rows for validation is 1.0, but must be at least 0 and less than 1",
        "validation = NaN => the share of rows for validation is NaN, but must be at least 0 and less than 1",
        "patience = -1 => the patience of early stopping is -1, but must not be negative",
        "threads = -1 => the number of threads is -1, but must not be negative",
        "max_steps = -1 => the limit of steps is -1, but must not be negative",
        "convergence = 0, 1 => the window k of the rule |f(t+k) − f(t)| < ε is 0, but must be at least 1",
        "convergence = 1, 0 => the ε of the rule |f(t+k) − f(t)| < ε is 0.0, but must be greater than 0",
        "convergence = 1 => the training plan's convergence is \"1\", but must be none or k, ε",
        "shuffle = yes => the training plan's shuffle is \"yes\", but must be true or false",
        "epochs = ten => the training plan's epochs is \"ten\", which is not such a number",
        "epochs 10 => the training plan has the line \"epochs 10\", but must have name = value",
        "epoch = 10 => the training plan names epoch, which is unknown"})
    void plansOutOfRangeAreRefused(String text, String sentence) {
        assertThatThrownBy(() -> TrainingPlanText.parse(text)).isInstanceOf(GradcException.class).hasMessage(sentence);
    }

    @Test
    void aValueGivenTwiceIsRefused() {
        assertThatThrownBy(() -> TrainingPlanText.parse("seed = 1\nseed = 2")).isInstanceOf(GradcException.class)
                .hasMessage("the training plan gives seed twice");
    }

    @Test
    void stepsAreCountedWithTheTail() {
        TrainingPlan plan = TrainingPlan.DEFAULT.withEpochs(3).withBatch(32);
        assertThat(plan.stepsPerEpoch(64)).isEqualTo(2);
        assertThat(plan.stepsPerEpoch(65)).isEqualTo(3);
        assertThat(plan.steps(65)).isEqualTo(9);
        assertThat(plan.withMaxSteps(4).steps(65)).isEqualTo(4);
        assertThat(plan.withBatch(TrainingPlan.FULL_BATCH).steps(65)).isEqualTo(3);
    }
}
