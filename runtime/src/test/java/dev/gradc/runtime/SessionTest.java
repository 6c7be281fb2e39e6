package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
    private static final int OPERATIONS = 1_000_000;

    private static int[] order(int rows) {
        return IntStream.range(0, rows).toArray();
    }

    @ParameterizedTest
    @EnumSource
    void resultsDoNotDependOnTheNumberOfThreads(Precision precision) {
        List<String> hashes = new ArrayList<>();
        for (int threads : new int[]{1, 2, 3, 8}) {
            Model model = new Model(LinearProgram.of(precision, 20, OPERATIONS));
            model.initialize(3);
            try (Workers workers = new Workers(threads)) {
                Session session = new Session(model, 64, workers);
                Binding data = Binding.of(model, LinearProgram.data(64, 20), Program.TRAIN);
                for (int step = 0; step < 50; step++) {
                    session.train(data, order(64), 0, 64, 0.05);
                }
            }
            hashes.add(model.sha256());
        }
        assertThat(hashes).containsOnly(hashes.getFirst());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aStepAllocatesNothing(int threads) {
        Model model = new Model(LinearProgram.of(Precision.FLOAT, 20, OPERATIONS));
        model.initialize(3);
        model.metadata(model.metadata().withStandardization("x",
                Standardization.fit(LinearProgram.data(64, 20), 0)));
        try (Workers workers = new Workers(threads)) {
            Session session = new Session(model, 64, workers);
            Binding data = Binding.of(model, LinearProgram.data(64, 20), Program.TRAIN);
            int[] order = order(64);
            float[] row = new float[20];
            float[] answer = new float[1];
            Runnable work = () -> {
                for (int step = 0; step < 100; step++) {
                    session.train(data, order, 0, 64, 0.05);
                    session.loss(data, order, 0, 32);
                    session.predict(row, answer);
                }
            };
            work.run();
            assertThat(Allocation.bytes(work)).isLessThan(100);
        }
    }

    @Test
    void schedulesOfPowersAllocateNothing() {
        List<LearningRate> rates = List.of(new LearningRate.Constant(1), new LearningRate.StepDecay(1, 0.9, 2),
                new LearningRate.Exponential(1, 0.9));
        double[] sum = new double[1];
        Runnable work = () -> {
            for (int step = 0; step < 100; step++) {
                for (int r = 0; r < 3; r++) {
                    sum[0] += rates.get(r).at(step, 3, 100);
                }
            }
        };
        work.run();
        assertThat(Allocation.bytes(work)).isLessThan(100);
        assertThat(sum[0]).isFinite();
    }

    @Test
    void biasCorrectionsAreThoseOfAdam() {
        Model model = new Model(LinearProgram.of(Precision.DOUBLE, 2));
        Session session = new Session(model, 1, new Workers(1));
        Binding data = Binding.of(model, LinearProgram.data(1, 2), Program.TRAIN);
        double power = 1;
        for (int t = 1; t <= 100; t++) {
            session.train(data, order(1), 0, 1, 0.25);
            power *= 0.9;
            double[] scalars = (double[]) session.arrays()[3];
            assertThat(scalars[0]).isEqualTo(0.25);
            assertThat(scalars[1]).isCloseTo(1 - power, within(1e-15));
        }
    }

    @Test
    void theBatchIsChecked() {
        Model model = new Model(LinearProgram.of(Precision.FLOAT, 2));
        try (Workers workers = new Workers(1)) {
            Session session = new Session(model, 4, workers);
            Binding data = Binding.of(model, LinearProgram.data(10, 2), Program.TRAIN);
            assertThat(session.capacity()).isEqualTo(4);
            assertThatThrownBy(() -> session.train(data, order(10), 0, 5, 0.1)).isInstanceOf(GradcException.class)
                    .hasMessage("a batch of 5 rows was given, but the session takes 1 to 4");
            assertThatThrownBy(() -> new Session(model, 0, workers)).isInstanceOf(GradcException.class)
                    .hasMessage("the batch size is 0, but must be at least 1");
        }
    }

    @Test
    void aLoadedBatchIsTrainedOnAgainAndAgain() {
        Model once = new Model(LinearProgram.of(Precision.FLOAT, 2));
        Model again = new Model(LinearProgram.of(Precision.FLOAT, 2));
        for (Model model : List.of(once, again)) {
            model.initialize(5);
            Session session = new Session(model, 4, new Workers(1));
            Binding data = Binding.of(model, LinearProgram.data(10, 2), Program.TRAIN);
            session.load(data, order(10), 3, 4);
            for (int step = 0; step < 3; step++) {
                if (model == again) {
                    session.train(0.1);
                } else {
                    session.train(data, order(10), 3, 4, 0.1);
                }
            }
        }
        assertThat(again.sha256()).isEqualTo(once.sha256());
        assertThat(again.step()).isEqualTo(3);
    }

    @Test
    void aBatchThatIsGoneIsNotTrainedOn() {
        Model model = new Model(LinearProgram.of(Precision.FLOAT, 2));
        model.initialize(5);
        Session session = new Session(model, 4, new Workers(1));
        assertThatThrownBy(() -> session.train(0.1)).isInstanceOf(GradcException.class)
                .hasMessage("no batch is loaded to train on: load one first");
        session.load(Binding.of(model, LinearProgram.data(10, 2), Program.TRAIN), order(10), 0, 4);
        session.predict(new float[2], new float[1]);
        assertThatThrownBy(() -> session.train(0.1)).isInstanceOf(GradcException.class);
    }

    @Test
    void rowsOfPlainNumbersArePredictedAsOneByOne() {
        Model model = new Model(LinearProgram.of(Precision.FLOAT, 2));
        model.initialize(5);
        Session session = new Session(model, 4, new Workers(1));
        float[] rows = {1, 2, 3, 4, 5, 6};
        float[] answers = new float[3];
        session.predict(rows, 3, answers);
        for (int i = 0; i < 3; i++) {
            float[] answer = new float[1];
            session.predict(new float[]{rows[2 * i], rows[2 * i + 1]}, answer);
            assertThat(answers[i]).isEqualTo(answer[0]);
        }
        assertThatThrownBy(() -> session.predict(rows, 2, answers)).isInstanceOf(GradcException.class)
                .hasMessage("the model's input x takes 2 numbers a row, but 2 rows have 6");
        assertThatThrownBy(() -> session.predict(rows, 3, new float[2])).isInstanceOf(GradcException.class)
                .hasMessage("the output answer of the model line has 1 numbers a row, but the array for 3 rows has 2");
        assertThatThrownBy(() -> session.predict(rows, 5, answers)).isInstanceOf(GradcException.class)
                .hasMessage("a batch of 5 rows was given, but the session takes 1 to 4");
    }

    @Test
    void aBadNumberIsFoundWhereverItStands() {
        int width = 37;
        Model model = new Model(LinearProgram.of(Precision.FLOAT, width));
        model.initialize(5);
        Session session = new Session(model, 1, new Workers(1));
        for (float bad : new float[]{Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            for (int column = 0; column < width; column++) {
                float[] row = new float[width];
                row[column] = bad;
                String place = "the row has " + (double) bad + " in column " + (column + 1);
                assertThatThrownBy(() -> session.predict(row, new float[1])).isInstanceOf(GradcException.class)
                        .hasMessageStartingWith(place);
            }
        }
        float[] rows = new float[3 * width];
        rows[2 * width + 4] = Float.NaN;
        Session wide = new Session(model, 3, new Workers(1));
        assertThatThrownBy(() -> wide.predict(rows, 3, new float[3])).isInstanceOf(GradcException.class)
                .hasMessageStartingWith("row 3 has NaN in column 5");
        float[] large = new float[width];
        Arrays.fill(large, Float.MAX_VALUE);
        session.predict(large, new float[1]);
    }

    @Test
    void arraysBeyondJavasAreRefusedWithTheLargestBatch() {
        Model model = new Model(LinearProgram.of(Precision.FLOAT, 1_000));
        assertThatThrownBy(() -> new Session(model, 3_000_000, new Workers(1))).isInstanceOf(GradcException.class)
                .hasMessage("the model line needs 3000000016 numbers in the array x for a batch of 3000000 rows, "
                        + "and an array of Java holds at most 2147483639: take a batch of at most 2147472");
    }

    @Test
    void arraysBeyondTheHeapAreRefused() {
        Model model = new Model(LinearProgram.of(Precision.DOUBLE, 1_000));
        Runtime.getRuntime().gc();
        if (Runtime.getRuntime().maxMemory() < 16L << 30) {
            assertThatThrownBy(() -> new Session(model, 2_147_472, new Workers(1))).isInstanceOf(GradcException.class)
                    .hasMessageStartingWith("the model line needs 16")
                    .hasMessageEndingWith("take a smaller batch, or give Java more memory (-Xmx)");
        }
    }

    @Test
    void theFirstNanIsNamedWithItsPlace() {
        Model model = new Model(LinearProgram.of(Precision.DOUBLE, 2));
        model.parameter("weight", 1e200, 0);
        Binding data = Binding.of(model,
                ArrayDataSet.of(new double[][]{{1, 1}, {1e200, 0}}, new double[][]{{0}, {0}}), Program.TRAIN);
        Session session = new Session(model, 2, new Workers(1));
        session.debugNans(true);
        assertThatThrownBy(() -> session.train(data, order(2), 0, 2, 0.1)).isInstanceOf(GradcException.class)
                .hasMessage("Line.java:3: answer is Infinity in row 2 of the batch, column 1, "
                        + "first made by the kernel forward (Line.java:3)");
        session.debugNans(false);
        assertThat(session.train(data, order(2), 0, 2, 0.1)).isInfinite();
        session.debugNans(true);
        assertThatThrownBy(() -> session.train(data, order(2), 0, 1, 0.1)).isInstanceOf(GradcException.class)
                .hasMessageContaining("is NaN in");
    }

    @Test
    void aNanInParametersIsNamedByItsElement() {
        Model model = new Model(LinearProgram.of(Precision.FLOAT, 2));
        Binding data = Binding.of(model, ArrayDataSet.of(new double[][]{{1, 1}}, new double[][]{{0}}), Program.TRAIN);
        Session session = new Session(model, 1, new Workers(1));
        session.debugNans(true);
        assertThatThrownBy(() -> session.train(data, order(1), 0, 1, Double.NaN)).isInstanceOf(GradcException.class)
                .hasMessage("weight is NaN in element 1, first made by the kernel update");
    }

    @Test
    void onlyTrainableParametersHaveGradients() {
        Model model = new Model(LinearProgram.of(Precision.FLOAT, 2));
        Session session = new Session(model, 1, new Workers(1));
        assertThatThrownBy(() -> session.gradient("bias2")).isInstanceOf(GradcException.class)
                .hasMessageContaining("has no parameter bias2");
    }

    @Test
    void anObserverSeesEveryKernelAndChangesNothing() {
        Model model = new Model(LinearProgram.of(Precision.FLOAT, 20, OPERATIONS));
        Binding data = Binding.of(model, LinearProgram.data(8, 20), Program.TRAIN);
        List<String> hashes = new ArrayList<>();
        List<Integer> seen = new ArrayList<>();
        try (Workers workers = new Workers(2)) {
            for (boolean observed : new boolean[]{false, true}) {
                model.initialize(3);
                Session session = new Session(model, 8, workers);
                session.observe(observed ? (kernel, nanos) -> {
                    assertThat(nanos).isNotNegative();
                    seen.add(kernel);
                } : null);
                session.train(data, order(8), 0, 8, 0.05);
                session.observe(null);
                session.train(data, order(8), 0, 8, 0.05);
                hashes.add(model.sha256());
            }
        }
        assertThat(seen).isEqualTo(model.program().entry(Program.TRAIN).kernels());
        assertThat(hashes.getFirst()).isEqualTo(hashes.getLast());
    }

    @Test
    void anEntryPointCanBeRunAgainAndAgain() {
        Model model = new Model(LinearProgram.of(Precision.FLOAT, 2));
        model.initialize(3);
        Session session = new Session(model, 8, new Workers(1));
        assertThatThrownBy(() -> session.run(Program.TRAIN)).isInstanceOf(GradcException.class)
                .hasMessage("no batch is loaded to run train on: load one first");
        session.load(Binding.of(model, LinearProgram.data(8, 2), Program.TRAIN), order(8), 0, 8);
        List<Integer> seen = new ArrayList<>();
        session.observe((kernel, _) -> seen.add(kernel));
        double[] weights = model.parameter("weight");
        for (String entry : List.of(Program.PREDICT, Program.LOSS, Program.GRADIENTS, Program.TRAIN)) {
            session.run(entry);
        }
        assertThat(seen).containsExactly(0, 0, 1, 0, 1, 2, 0, 1, 2, 3);
        assertThat(model.parameter("weight")).isEqualTo(weights);
        assertThat(model.step()).isZero();
        assertThatThrownBy(() -> session.run("dream")).isInstanceOf(GradcException.class)
                .hasMessage("the model line was compiled without dream");
    }
}
