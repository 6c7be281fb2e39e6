package dev.gradc.compiler.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.runtime.Precision;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomSequencesTest {
    private final SequenceEvaluator floats = new SequenceEvaluator(RandomSequences.uniform(Precision.FLOAT));
    private final SequenceEvaluator doubles = new SequenceEvaluator(RandomSequences.uniform(Precision.DOUBLE));

    /// The known answers that Random123 publishes for Threefry-2x32 with 20 rounds; the first word counts.
    @ParameterizedTest
    @CsvSource({"00000000, 00000000, 00000000, 00000000, 6b200159", "ffffffff, ffffffff, ffffffff, ffffffff, 1cb996fc",
        "13198a2e, 03707344, 243f6a88, 85a308d3, c4923a9c"})
    void knownAnswers(String key0, String key1, String row, String column, String word) {
        double expected = (Integer.parseUnsignedInt(word, 16) >>> 9) * 0x1p-23;
        assertThat(uniform(floats, key0, key1, row, column)).isEqualTo(expected);
        assertThat(uniform(doubles, key0, key1, row, column)).isEqualTo(expected);
    }

    private static double uniform(SequenceEvaluator evaluator, String... words) {
        int[] values = new int[4];
        for (int i = 0; i < 4; i++) {
            values[i] = Integer.parseUnsignedInt(words[i], 16);
        }
        return evaluator.evaluate(values[0], values[1], values[2], values[3]);
    }

    @Test
    void bothPrecisionsGiveTheSameNumberWhateverTheUpperHalvesHold() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 10_000; i++) {
            long key0 = random.nextLong();
            long key1 = random.nextLong();
            long row = random.nextLong();
            long column = random.nextLong();
            double number = floats.evaluate((int) key0, (int) key1, (int) row, (int) column);
            assertThat(doubles.evaluate(key0, key1, row, column)).isEqualTo(number);
            assertThat(number).isBetween(0.0, 1 - 0x1p-23);
        }
    }

    @Test
    void countersGiveNumbersThatSpreadEvenly() {
        int[] bins = new int[16];
        double sum = 0;
        for (int row = 0; row < 200; row++) {
            for (int column = 0; column < 200; column++) {
                double number = floats.evaluate(1, 2, row, column);
                bins[(int) (number * 16)]++;
                sum += number;
            }
        }
        // Six standard deviations: of a bin, √(40000·1⁄16·15⁄16) = 48; of the mean, √(1⁄12 ÷ 40000) = 0.0014.
        for (int count : bins) {
            assertThat(count).isBetween(2500 - 290, 2500 + 290);
        }
        assertThat(sum / 40_000).isBetween(0.5 - 0.0087, 0.5 + 0.0087);
    }
}
