package dev.gradc.runtime;

import static dev.gradc.runtime.DataSetTest.assertSentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.runtime.InputSpec.Kind.Distribution;
import dev.gradc.runtime.InputSpec.Kind.Label;
import dev.gradc.runtime.InputSpec.Kind.Real;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BindingTest {
    private static final List<Integer> SCALAR = List.of();

    private static Model echo(int width, InputSpec.Kind target, List<Integer> shape) {
        return new Model(EchoProgram.of(Precision.DOUBLE, width, target, shape, false));
    }

    private static Object[] fill(Model model, DataSet data, String entry) {
        int rows = data.size();
        Session session = new Session(model, rows, new Workers(1));
        Binding binding = Binding.of(model, data, entry);
        binding.check();
        binding.fill(session.arrays(), IntStream.range(0, rows).toArray(), 0, rows);
        return session.arrays();
    }

    private static ArrayDataSet.Builder twoRows() {
        return ArrayDataSet.rows(2).reals("f", new double[]{1, 2, 3, 4}, 2);
    }

    @Test
    void theLastFieldIsTheTargetAndTheRealOnesTogetherAreTheInput() {
        ArrayDataSet data = ArrayDataSet.rows(2).reals("f", new float[]{1, 3}, 1).reals("g", new double[]{2, 4}, 1)
                .labels("species", new int[]{1, 0}, 3).build();
        Object[] arrays = fill(echo(2, new Label(3), SCALAR), data, Program.TRAIN);
        assertThat((double[]) arrays[0]).startsWith(1, 2, 3, 4);
        assertThat((int[]) arrays[1]).startsWith(1, 0);
    }

    @Test
    void namesGoBeforePlaces() {
        ArrayDataSet data = ArrayDataSet.rows(1).labels("target", new int[]{2}, 3)
                .reals("other", new double[]{9, 9, 9}, 3).reals("x", new double[]{5}, 1).build();
        Object[] arrays = fill(echo(1, new Label(3), SCALAR), data, Program.TRAIN);
        assertThat((double[]) arrays[0]).startsWith(5);
        assertThat((int[]) arrays[1]).startsWith(2);
    }

    @Test
    void predictionsTakeRowsWithOrWithoutTheirTarget() {
        Model model = echo(2, new Real(), SCALAR);
        assertThat((double[]) fill(model, twoRows().build(), Program.PREDICT)[0]).startsWith(1, 2, 3, 4);
        assertThat((double[]) fill(model, twoRows().reals("price", new double[2], 1).build(), Program.PREDICT)[0])
                .startsWith(1, 2, 3, 4);
        assertThat((double[]) fill(model, twoRows().labels("class", new int[2], 2).build(), Program.PREDICT)[0])
                .startsWith(1, 2, 3, 4);
    }

    @Test
    void aLabelBecomesOneHotForADistribution() {
        ArrayDataSet data = twoRows().labels("c", new int[]{2, 0}, 3).build();
        Object[] arrays = fill(echo(2, new Distribution(), List.of(3)), data, Program.TRAIN);
        assertThat((double[]) arrays[1]).startsWith(0, 0, 1, 1, 0, 0);
    }

    @Test
    void aLabelBecomesZeroOrOneForOneNumber() {
        ArrayDataSet data = twoRows().labels("c", new int[]{1, 0}, 2).build();
        assertThat((double[]) fill(echo(2, new Real(), SCALAR), data, Program.TRAIN)[1]).startsWith(1, 0);
        assertThat((double[]) fill(echo(2, new Real(), List.of(1)), data, Program.TRAIN)[1]).startsWith(1, 0);
    }

    @Test
    void aLabelBecomesOneHotForAsManyNumbersAsClasses() {
        ArrayDataSet data = twoRows().labels("c", new int[]{1, 0}, 2).build();
        assertThat((double[]) fill(echo(2, new Real(), List.of(2)), data, Program.TRAIN)[1]).startsWith(0, 1, 1,
                0);
    }

    @Test
    void wholeNumbersServeAsLabels() {
        ArrayDataSet data = twoRows().reals("c", new double[]{1, 2}, 1).build();
        assertThat((int[]) fill(echo(2, new Label(3), SCALAR), data, Program.TRAIN)[1]).startsWith(1, 2);
        assertThat((double[]) fill(echo(2, new Distribution(), List.of(3)), data, Program.TRAIN)[1])
                .startsWith(0, 1, 0, 0, 0, 1);
        ArrayDataSet half = twoRows().reals("c", new double[]{1, 0.5}, 1).build();
        assertSentence(() -> fill(echo(2, new Label(3), SCALAR), half, Program.TRAIN), "row 2 of the data set has the "
                + "label 0.5 in the field c, but the model's input target takes a class from 0 to 2");
    }

    @Test
    void distributionsAreChecked() {
        Model model = echo(2, new Distribution(), List.of(2));
        ArrayDataSet good = twoRows().reals("p", new double[]{0.25, 0.75, 1, 0}, 2).build();
        assertThat((double[]) fill(model, good, Program.TRAIN)[1]).startsWith(0.25, 0.75, 1, 0);
        assertSentence(
                () -> fill(model, twoRows().reals("p", new double[]{0.25, 0.75, 1, 0.5}, 2).build(), Program.TRAIN),
                "row 2 of the data set has the sum 1.5 in the model's input target, which takes probabilities: their "
                        + "sum must be 1");
        assertSentence(
                () -> fill(model, twoRows().reals("p", new double[]{-0.25, 1.25, 1, 0}, 2).build(), Program.TRAIN),
                "row 1 of the data set has -0.25 in column 1 of the model's input target, which takes probabilities: "
                        + "none may be negative");
    }

    @Test
    void partnerRowsAreThoseOfTheNextRowOfTheBatch() {
        Model model = new Model(EchoProgram.of(Precision.FLOAT, 1, new Label(3), SCALAR, true));
        ArrayDataSet data = ArrayDataSet.of(new float[][]{{10}, {11}, {12}, {13}}, new int[]{0, 1, 2, 0}, 3);
        Session session = new Session(model, 3, new Workers(1));
        Binding.of(model, data, Program.TRAIN).fill(session.arrays(), new int[]{0, 3, 1, 2}, 1, 3);
        assertThat((float[]) session.arrays()[0]).startsWith(13, 11, 12);
        assertThat((float[]) session.arrays()[4]).startsWith(11, 12, 13);
        assertThat((int[]) session.arrays()[1]).startsWith(0, 1, 2);
        assertThat((int[]) session.arrays()[5]).startsWith(1, 2, 0);
    }

    @Test
    void rowsAreStandardisedAsTheModelSays() {
        Model model = echo(2, new Real(), SCALAR);
        model.metadata(Metadata.NONE.withStandardization("x",
                new Standardization(List.of(1.0, 0.0), List.of(2.0, 4.0))));
        assertThat((double[]) fill(model, twoRows().reals("y", new double[2], 1).build(), Program.TRAIN)[0])
                .startsWith(0, 0.5, 1, 1);
        model.metadata(Metadata.NONE.withStandardization("x", new Standardization(List.of(1.0), List.of(2.0))));
        assertSentence(() -> fill(model, twoRows().build(), Program.PREDICT),
                "the model's standardisation of x has 1 number, but the input has 2");
    }

    @Test
    void anEmptyDataSetIsRefused() {
        assertSentence(() -> Binding.of(echo(2, new Real(), SCALAR), new Rows(twoRows().build()), Program.TRAIN),
                "the data set is empty: it has no rows for the model echo");
    }

    @Test
    void aWrongWidthIsRefused() {
        ArrayDataSet data = twoRows().labels("c", new int[2], 2).build();
        assertSentence(() -> Binding.of(echo(3, new Label(2), SCALAR), data, Program.TRAIN),
                "Echo.java:1: the model's input x takes 3 numbers a row, but the data set gives 2 (f: 2): change the "
                        + "input's width, or check which column is the label");
        ArrayDataSet wide = twoRows().reals("t", new double[]{0, 1, 0, 0, 0, 1}, 3).build();
        assertSentence(() -> Binding.of(echo(2, new Label(3), SCALAR), wide, Program.TRAIN),
                "Echo.java:2: the model's input target takes the index of one of 3 classes, but the field t of the data "
                        + "set holds 3 numbers a row: give it a label, or declare the input as a distribution");
    }

    @Test
    void tooManyClassesAreRefused() {
        ArrayDataSet data = twoRows().labels("c", new int[2], 10).build();
        assertSentence(() -> Binding.of(echo(2, new Label(3), SCALAR), data, Program.TRAIN),
                "Echo.java:2: the model's input target tells 3 classes apart, but the field c of the data set has 10: "
                        + "give the model 10 classes");
        assertSentence(() -> Binding.of(echo(2, new Real(), SCALAR), data, Program.TRAIN),
                "Echo.java:2: the model's input target takes 1 number a row, but the field c of the data set is a "
                        + "label of 10 classes: declare the input as a label, or with 10 numbers");
    }

    @Test
    void aMissingTargetIsRefused() {
        ArrayDataSet alone = ArrayDataSet.rows(1).reals("x", new double[2], 2).build();
        assertSentence(() -> Binding.of(echo(2, new Real(), SCALAR), alone, Program.TRAIN),
                "Echo.java:2: the model's target target has no field left in the data set, whose fields are x");
        ArrayDataSet labels = ArrayDataSet.rows(1).labels("c", new int[1], 2).build();
        assertSentence(() -> Binding.of(echo(2, new Label(2), SCALAR), labels, Program.TRAIN),
                "Echo.java:1: the model's input x has no field left in the data set, whose fields are c");
    }

    @Test
    void aNumberThatIsNotFiniteIsNamedByRowAndColumn() {
        Model model = echo(2, new Label(2), SCALAR);
        for (double bad : new double[]{Double.NaN, Double.POSITIVE_INFINITY}) {
            ArrayDataSet data = ArrayDataSet.of(new double[][]{{1, 2}, {3, bad}}, new int[2], 2);
            assertSentence(() -> Binding.of(model, data, Program.TRAIN).check(), "row 2 of the data set has " + bad
                    + " in column 2 of the model's input x: every number must be finite, so repair or leave out that row");
        }
    }

    /// A data set that a user wrote, and that breaks its promises.
    private record Liar(int label) implements DataSet {
        @Override
        public int size() {
            return 3;
        }

        @Override
        public List<Field> fields() {
            return List.of(new Field("x", Field.Kind.REAL, 1, List.of()),
                    new Field("c", Field.Kind.LABEL, 1, List.of("a", "b")));
        }

        @Override
        public void copy(int field, int row, float[] to, int offset) {
            Arrays.fill(to, offset, offset + 1, row);
        }

        @Override
        public void copy(int field, int row, double[] to, int offset) {
            Arrays.fill(to, offset, offset + 1, row);
        }

        @Override
        public int label(int field, int row) {
            return row == 1 ? label : 0;
        }
    }

    @Test
    void aLabelOutOfRangeNeverReachesAKernel() {
        Model model = echo(1, new Label(2), SCALAR);
        for (int label : new int[]{-1, 2, Integer.MAX_VALUE}) {
            assertSentence(() -> fill(model, new Liar(label), Program.TRAIN), "row 2 of the data set has the label "
                    + label + " in the field c, but the model's input target takes a class from 0 to 1");
        }
        assertThat((int[]) fill(model, new Liar(1), Program.TRAIN)[1]).startsWith(0, 1, 0);
    }
}
