package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.runtime.CounterRandom.Purpose;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
    /// The known answers that its authors publish for Threefry-2x32 with 20 rounds.
    @Test
    void givesTheAuthorsKnownAnswers() {
        assertThat(CounterRandom.bits(0, 0, 0, 0)).isEqualTo(0x99ba4efe_6b200159L);
        assertThat(CounterRandom.bits(-1, -1, -1, -1)).isEqualTo(0xbb002be7_1cb996fcL);
        assertThat(CounterRandom.bits(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3)).isEqualTo(0x483df7a0_c4923a9cL);
    }

    @Test
    void packsWordsWithTheFirstInTheLowHalf() {
        assertThat(CounterRandom.bits(0x03707344_13198a2eL, 0x85a308d3_243f6a88L))
                .isEqualTo(CounterRandom.bits(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3));
    }

    @Test
    void uniformNumbersFillTheUnitInterval() {
        double[] draws = IntStream.range(0, 100_000).mapToDouble(i -> CounterRandom.uniform(7, i)).toArray();
        assertThat(Arrays.stream(draws)).allMatch(u -> u >= 0 && u < 1);
        assertThat(Arrays.stream(draws).average().orElseThrow()).isCloseTo(0.5, within(0.005));
        assertThat(Arrays.stream(draws).min().orElseThrow()).isLessThan(1e-3);
        assertThat(Arrays.stream(draws).max().orElseThrow()).isGreaterThan(1 - 1e-3);
    }

    @Test
    void normalNumbersHaveTheirMoments() {
        double[] draws = IntStream.range(0, 100_000).mapToDouble(i -> CounterRandom.normal(7, i)).toArray();
        assertThat(Arrays.stream(draws).average().orElseThrow()).isCloseTo(0, within(0.01));
        assertThat(Arrays.stream(draws).map(d -> d * d).average().orElseThrow()).isCloseTo(1, within(0.02));
        assertThat(Arrays.stream(draws).map(d -> d * d * d * d).average().orElseThrow()).isCloseTo(3, within(0.15));
    }

    @Test
    void numbersBelowABoundAreEquallyLikely() {
        int[] counts = new int[7];
        IntStream.range(0, 70_000).forEach(i -> counts[CounterRandom.below(7, 3, i)]++);
        assertThat(Arrays.stream(counts).boxed()).allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
    }

    @Test
    void shufflesAreFunctionsOfSeedAndEpoch() {
        int[] first = shuffled(5, 0);
        assertThat(first).isEqualTo(shuffled(5, 0)).isNotEqualTo(shuffled(5, 1)).isNotEqualTo(shuffled(6, 0));
        assertThat(Arrays.stream(first).sorted().toArray()).isEqualTo(IntStream.range(0, 1_000).toArray());
    }

    private static int[] shuffled(long seed, long epoch) {
        int[] order = new int[1_000];
        CounterRandom.shuffle(seed, epoch, order);
        return order;
    }

    @Test
    void everyPermutationIsEquallyLikely() {
        int[] counts = new int[6];
        for (int key = 0; key < 60_000; key++) {
            int[] order = new int[3];
            CounterRandom.permute(key, order);
            counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
        }
        assertThat(Arrays.stream(counts).boxed()).allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
    }

    @Test
    void keysOfPurposesStepsAndStreamsDiffer() {
        LongStream masks = LongStream.range(0, 100).flatMap(
                step -> IntStream.range(0, 10).mapToLong(stream -> CounterRandom.maskKey(1, step, stream)));
        LongStream purposes = Arrays.stream(Purpose.values()).mapToLong(p -> CounterRandom.key(1, p));
        assertThat(LongStream.concat(masks, purposes).distinct().count()).isEqualTo(1_000 + Purpose.values().length);
    }

    @Test
    void sharesFollowTheBetaDistribution() {
        for (double alpha : new double[]{0.2, 1, 4}) {
            double[] shares = IntStream.range(0, 50_000).mapToDouble(key -> BetaDraw.share(alpha, key)).toArray();
            double mean = Arrays.stream(shares).average().orElseThrow();
            double variance = Arrays.stream(shares).map(s -> (s - 0.5) * (s - 0.5)).average().orElseThrow();
            assertThat(mean).isCloseTo(0.5, within(0.01));
            assertThat(variance).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.005));
        }
    }

    @Test
    void sharesOfATinyAlphaAreNumbers() {
        assertThat(IntStream.range(0, 1_000).mapToDouble(key -> BetaDraw.share(1e-3, key)))
                .allMatch(share -> share >= 0 && share <= 1);
    }
}
