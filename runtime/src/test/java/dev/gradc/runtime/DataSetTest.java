package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.runtime.Field.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataSetTest {
    private static double[] doubles(DataSet data, int field, int row) {
        double[] to = new double[data.fields().get(field).width() + 2];
        data.copy(field, row, to, 1);
        assertThat(to[0]).isZero();
        assertThat(to[to.length - 1]).isZero();
        return Arrays.copyOfRange(to, 1, to.length - 1);
    }

    private static float[] floats(DataSet data, int field, int row) {
        float[] to = new float[data.fields().get(field).width() + 2];
        data.copy(field, row, to, 1);
        return Arrays.copyOfRange(to, 1, to.length - 1);
    }

    @Test
    void holdsFloatsDoublesAndLabels() {
        ArrayDataSet data = ArrayDataSet.rows(2).reals("a", new float[]{1, 2, 3, 4}, 2)
                .reals("b", new double[]{0.1, 0.2}, 1).labels("c", new int[]{1, 0}, List.of("no", "yes")).build();
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.fields()).containsExactly(new Field("a", Kind.REAL, 2, List.of()),
                new Field("b", Kind.REAL, 1, List.of()), new Field("c", Kind.LABEL, 1, List.of("no", "yes")));
        assertThat(doubles(data, 0, 1)).containsExactly(3, 4);
        assertThat(floats(data, 0, 1)).containsExactly(3, 4);
        assertThat(doubles(data, 1, 1)).containsExactly(0.2);
        assertThat(floats(data, 1, 0)).containsExactly(0.1f);
        assertThat(data.label(2, 0)).isEqualTo(1);
    }

    @Test
    void isMadeOfArraysOfRows() {
        assertThat(ArrayDataSet.of(new float[][]{{1, 2}}, new int[]{2}, 3).fields()).containsExactly(
                new Field("x", Kind.REAL, 2, List.of()), new Field("label", Kind.LABEL, 1, List.of("0", "1", "2")));
        assertThat(ArrayDataSet.of(new double[][]{{1, 2}}, new int[]{2}, 3).label(1, 0)).isEqualTo(2);
        assertThat(doubles(ArrayDataSet.of(new float[][]{{1, 2}}, new float[][]{{3}}), 1, 0)).containsExactly(3);
        assertThat(doubles(ArrayDataSet.of(new double[][]{{1, 2}}, new double[][]{{3}}), 0, 0)).containsExactly(1, 2);
        assertThat(ArrayDataSet.of(new double[0][]).size()).isZero();
    }

    @Test
    void isReadFromAnIterator() {
        List<Field> fields = List.of(new Field("x", Kind.REAL, 2, List.of()),
                new Field("c", Kind.LABEL, 1, List.of("a", "b")), new Field("y", Kind.REAL, 1, List.of()));
        ArrayDataSet data = ArrayDataSet.collect(fields,
                List.of(new double[]{1, 2, 0, 3}, new double[]{4, 5, 1, 6}).iterator());
        assertThat(data.fields()).isEqualTo(fields);
        assertThat(doubles(data, 0, 1)).containsExactly(4, 5);
        assertThat(data.label(1, 1)).isEqualTo(1);
        assertThat(doubles(data, 2, 0)).containsExactly(3);
        assertThat(ArrayDataSet.collect(fields, List.<double[]>of().iterator()).size()).isZero();
        assertSentence(() -> ArrayDataSet.collect(fields, List.of(new double[3]).iterator()),
                "row 1 has 3 numbers, but its fields have 4 together");
        assertSentence(() -> ArrayDataSet.collect(fields, List.of(new double[]{1, 2, 0.5, 3}).iterator()),
                "row 1 has 0.5 in the field c, but a class is given by its index, a whole number from 0");
        assertSentence(() -> ArrayDataSet.collect(fields, List.of(new double[]{1, 2, 2, 3}).iterator()),
                "row 1 has the label 2 in the field c, but its labels go from 0 to 1");
    }

    @Test
    void mistakesAreToldInASentence() {
        assertSentence(() -> ArrayDataSet.of(new float[][]{{1}, {1, 2}}), "row 2 has 2 numbers, but row 1 has 1");
        assertSentence(() -> ArrayDataSet.of(new double[][]{{1, 2}, {1}}), "row 2 has 1 numbers, but row 1 has 2");
        assertSentence(() -> ArrayDataSet.of(new float[][]{{1}}, new int[2], 1),
                "the field label has 2 labels, but there are 1 rows");
        assertSentence(() -> ArrayDataSet.of(new float[][]{{1}}, new int[]{-1}, 3),
                "row 1 has the label -1 in the field label, but its labels go from 0 to 2");
        assertSentence(() -> ArrayDataSet.of(new double[][]{{1}}, new double[][]{{1}, {2}}),
                "the field y has 2 numbers, but 1 rows of 1 are 1");
        assertSentence(() -> ArrayDataSet.rows(1).reals("x", new float[1], 1).reals("x", new float[1], 1),
                "two fields of the data set have the name x");
    }

    @Test
    void rowsAreAViewInAnOrderOfTheirOwn() {
        ArrayDataSet data = ArrayDataSet.of(new double[][]{{1}, {2}, {3}}, new int[]{0, 1, 2}, 3);
        DataSet rows = new Rows(data, 2, 0, 2);
        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.fields()).isEqualTo(data.fields());
        assertThat(doubles(rows, 0, 0)).containsExactly(3);
        assertThat(floats(rows, 0, 1)).containsExactly(1);
        assertThat(rows.label(1, 2)).isEqualTo(2);
        assertThatThrownBy(() -> new Rows(data, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void splitsAreDisjointAndAFunctionOfTheSeed() {
        ArrayDataSet data = ArrayDataSet
                .of(IntStream.range(0, 100).mapToObj(i -> new double[]{i}).toArray(double[][]::new));
        Split split = Split.random(data, 0.3, 5);
        assertThat(split.second().size()).isEqualTo(30);
        int[] all = IntStream.concat(numbers(split.first()), numbers(split.second())).sorted().toArray();
        assertThat(all).isEqualTo(IntStream.range(0, 100).toArray());
        assertThat(numbers(split.second()).toArray()).isSorted()
                .isEqualTo(numbers(Split.random(data, 0.3, 5).second()).toArray())
                .isNotEqualTo(numbers(Split.random(data, 0.3, 6).second()).toArray());
        assertThat(Split.random(data, 0, 5).second().size()).isZero();
        assertThat(Split.random(data, 1e-9, 5).second().size()).isEqualTo(1);
        assertSentence(() -> Split.random(data, 1, 5),
                "the share of rows to keep aside is 1.0, but must be at least 0 and less than 1");
        assertSentence(() -> Split.random(new Rows(data, 0), 0.5, 5),
                "a data set of 1 rows is too small to keep a share of 0.5 of them aside");
    }

    @Test
    void stratifiedSplitsTakeTheSameShareOfEveryClass() {
        int[] labels = IntStream.range(0, 100).map(i -> i < 60 ? 0 : i < 90 ? 1 : 2).toArray();
        ArrayDataSet data = ArrayDataSet
                .of(IntStream.range(0, 100).mapToObj(i -> new double[]{i}).toArray(double[][]::new), labels, 3);
        Split split = Split.stratified(data, 0.3, 5);
        assertThat(numbers(split.second()).map(i -> labels[i]).boxed()
                .collect(Collectors.groupingBy(c -> c, Collectors.counting())))
                .isEqualTo(Map.of(0, 18L, 1, 9L, 2, 3L));
        int[] all = IntStream.concat(numbers(split.first()), numbers(split.second())).sorted().toArray();
        assertThat(all).isEqualTo(IntStream.range(0, 100).toArray());
        assertThat(numbers(split.second()).toArray()).isSorted()
                .isNotEqualTo(numbers(Split.stratified(data, 0.3, 6).second()).toArray());
        ArrayDataSet unlabelled = ArrayDataSet.of(new double[][]{{1}, {2}, {3}, {4}});
        assertThat(Split.stratified(unlabelled, 0.5, 5)).usingRecursiveComparison()
                .isEqualTo(Split.random(unlabelled, 0.5, 5));
        assertThat(Split.stratified(new Rows(data, 0, 1, 99), 0.1, 5).second().size()).isEqualTo(1);
    }

    private static IntStream numbers(DataSet data) {
        return IntStream.range(0, data.size()).map(r -> (int) doubles(data, 0, r)[0]);
    }

    @Test
    void standardisationGivesMeanZeroAndDeviationOne() {
        ArrayDataSet data = ArrayDataSet.rows(4).reals("a", new double[]{1, 7, 3, 7, 5, 7, 7, 7}, 2)
                .labels("c", new int[4], 1).reals("b", new float[]{-1, 1, -1, 1}, 1).build();
        Standardization fitted = Standardization.fit(data, 0, 2);
        assertThat(fitted.means()).containsExactly(4.0, 7.0, 0.0);
        assertThat(fitted.deviations().get(0)).isCloseTo(Math.sqrt(5), within(1e-15));
        assertThat(fitted.deviations().subList(1, 3)).containsExactly(1.0, 1.0);
        double[] row = {4 + Math.sqrt(5), 7, 3};
        fitted.apply(row);
        assertThat(row[0]).isCloseTo(1, within(1e-15));
        assertThat(row[1]).isZero();
        assertThat(row[2]).isEqualTo(3);
        assertThat(fitted.width()).isEqualTo(3);
        assertSentence(() -> Standardization.fit(data, 1), "the field c holds classes, which cannot be standardised");
        assertSentence(() -> Standardization.fit(new Rows(data), 0),
                "the data set is empty: there is nothing to fit a standardisation to");
        assertSentence(() -> new Standardization(List.of(1.0), List.of()),
                "a standardisation has 1 means and 0 deviations, but needs one of each for every number of a row");
        assertSentence(() -> new Standardization(List.of(1.0), List.of(0.0)),
                "a standardisation has a mean that is not finite or a deviation that is not positive");
    }

    static void assertSentence(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String sentence) {
        assertThatThrownBy(call).isInstanceOf(GradcException.class).hasMessage(sentence);
    }
}
