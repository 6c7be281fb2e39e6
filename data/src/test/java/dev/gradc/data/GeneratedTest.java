package dev.gradc.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.GradcException;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneratedTest {
    private static double[] numbers(DataSet data, int field) {
        int width = data.fields().get(field).width();
        double[] all = new double[data.size() * width];
        for (int r = 0; r < data.size(); r++) {
            data.copy(field, r, all, r * width);
        }
        return all;
    }

    @Test
    void xorIsItsTruthTable() {
        DataSet rows = DataSets.xor().train();
        assertThat(numbers(rows, 0)).containsExactly(0, 0, 0, 1, 1, 0, 1, 1);
        assertThat(IntStream.range(0, 4).map(r -> rows.label(1, r)).toArray()).containsExactly(0, 1, 1, 0);
        assertThat(DataSets.xor().test().size()).isEqualTo(4);
    }

    @Test
    void aSeedFixesEveryBitAndAnotherSeedChangesThem() {
        for (LongFunction<TrainTest> draw : java.util.List.<LongFunction<TrainTest>>of(
                seed -> DataSets.spirals(90, 3, 0.02, seed), seed -> DataSets.moons(90, 0.1, seed),
                seed -> DataSets.circles(90, 0.05, seed), seed -> DataSets.curve(90, 0.1, seed),
                seed -> Mnist1d.draw(90, seed))) {
            double[] first = numbers(draw.apply(1).train(), 0);
            assertThat(numbers(draw.apply(1).train(), 0)).isEqualTo(first);
            assertThat(numbers(draw.apply(2).train(), 0)).isNotEqualTo(first);
            assertThat(draw.apply(1).train().size()).isEqualTo(72);
            assertThat(draw.apply(1).test().size()).isEqualTo(18);
        }
    }

    @Test
    void aRowDoesNotDependOnHowManyThereAre() {
        assertThat(Arrays.copyOf(numbers(DataSets.moons(2000, 0.1, 5).train(), 0), 160))
                .isEqualTo(numbers(DataSets.moons(100, 0.1, 5).train(), 0));
    }

    @Test
    void withoutNoisePointsLieOnTheirShapes() {
        DataSet spirals = DataSets.spirals(300, 3, 0, 7).train();
        double[] p = numbers(spirals, 0);
        for (int r = 0; r < spirals.size(); r++) {
            double radius = Math.hypot(p[2 * r], p[2 * r + 1]);
            double turn = Math.atan2(p[2 * r + 1], p[2 * r]) / (2 * Math.PI) - radius - spirals.label(1, r) / 3.0;
            assertThat(Math.abs(turn - Math.rint(turn))).isLessThan(1e-9);
        }
        DataSet circles = DataSets.circles(300, 0, 7).train();
        p = numbers(circles, 0);
        for (int r = 0; r < circles.size(); r++) {
            assertThat(Math.hypot(p[2 * r], p[2 * r + 1])).isCloseTo(circles.label(1, r) == 0 ? 1 : 0.5, within());
        }
        DataSet moons = DataSets.moons(300, 0, 7).train();
        p = numbers(moons, 0);
        for (int r = 0; r < moons.size(); r++) {
            boolean upper = moons.label(1, r) == 0;
            assertThat(Math.hypot(p[2 * r] - (upper ? 0 : 1), p[2 * r + 1] - (upper ? 0 : 0.5))).isCloseTo(1, within());
            assertThat(upper ? p[2 * r + 1] : 0.5 - p[2 * r + 1]).isGreaterThanOrEqualTo(0);
        }
        DataSet curve = DataSets.curve(300, 0, 7).train();
        double[] x = numbers(curve, 0);
        double[] y = numbers(curve, 1);
        for (int r = 0; r < curve.size(); r++) {
            assertThat(y[r]).isCloseTo(Math.sin(2 * Math.PI * x[r]), within());
        }
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(1e-12);
    }

    @Test
    void noiseHasTheDeviationThatItIsGiven() {
        DataSet curve = DataSets.curve(20_000, 0.3, 3).train();
        double[] x = numbers(curve, 0);
        double[] y = numbers(curve, 1);
        double squares = IntStream.range(0, x.length).mapToDouble(r -> y[r] - Math.sin(2 * Math.PI * x[r]))
                .map(e -> e * e).sum();
        assertThat(Math.sqrt(squares / x.length)).isBetween(0.29, 0.31);
        assertThat(Arrays.stream(x).average().orElseThrow()).isBetween(0.49, 0.51);
    }

    @Test
    void sizesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> DataSets.moons(4, 0, 0)).isInstanceOf(GradcException.class)
                .hasMessage("a data set of 4 samples cannot be drawn: take 5 to 1000000");
        assertThatThrownBy(() -> Mnist1d.draw(19, 0)).isInstanceOf(GradcException.class)
                .hasMessage("a data set of 19 samples cannot be drawn: take 20 to 1000000");
        assertThatThrownBy(() -> DataSets.spirals(100, 0, 0, 0)).isInstanceOf(GradcException.class)
                .hasMessage("a data set of 0 classes cannot be drawn: take 1 to 1000");
        assertThatThrownBy(() -> DataSets.circles(100, Double.NaN, 0)).isInstanceOf(GradcException.class)
                .hasMessage("the noise is NaN, but must be a finite number that is not negative");
    }
}
