package dev.gradc.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainTestTest {
    /// Rows whose one feature is their number; label 0 for the first `zeros`, then 1.
    private static DataSet rows(int size, int zeros) {
        return ArrayDataSet.rows(size).reals("x", IntStream.range(0, size).mapToDouble(r -> r).toArray(), 1)
                .labels("label", IntStream.range(0, size).map(r -> r < zeros ? 0 : 1).toArray(), 2).build();
    }

    private static int[] numbers(DataSet data) {
        double[] number = new double[1];
        return IntStream.range(0, data.size()).map(r -> {
            data.copy(0, r, number, 0);
            return (int) number[0];
        }).toArray();
    }

    @Test
    void eachClassGivesItsShare() {
        for (long seed = 0; seed < 20; seed++) {
            TrainTest parts = TrainTest.split(rows(150, 50), 0.3, seed);
            assertThat(parts.test().size()).isEqualTo(45);
            assertThat(parts.train().size()).isEqualTo(105);
            assertThat(IntStream.of(numbers(parts.test())).filter(r -> r < 50).count()).isEqualTo(15);
            assertThat(
                    IntStream.concat(IntStream.of(numbers(parts.train())), IntStream.of(numbers(parts.test()))).sorted()
                            .toArray())
                    .isEqualTo(IntStream.range(0, 150).toArray());
            assertThat(numbers(parts.test())).isSorted();
        }
    }

    @Test
    void theSeedDrawsTheRows() {
        int[] first = numbers(TrainTest.split(rows(100, 50), 0.3, 1).test());
        assertThat(numbers(TrainTest.split(rows(100, 50), 0.3, 1).test())).isEqualTo(first);
        assertThat(numbers(TrainTest.split(rows(100, 50), 0.3, 2).test())).isNotEqualTo(first);
    }
}
