package dev.gradc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RampTest {
    @Test
    void itIsWarmAtTheEndOfTheFirstWindowThatIsNearlyAsFastAsTheLast() {
        Ramp ramp = new Ramp();
        for (int sample = 1; sample <= 400; sample++) {
            ramp.add(sample * 1000L, sample <= 100 ? 50 : sample <= 200 ? 11 : 10);
        }
        assertThat(ramp.steady()).isEqualTo(10);
        // The first window in whose middle the steps take 11 ns ends 12 samples after that.
        assertThat(ramp.warmAt()).isEqualTo(113_000);
    }

    @Test
    void aSingleSampleIsSteady() {
        Ramp ramp = new Ramp();
        ramp.add(7, 3);
        assertThat(ramp.steady()).isEqualTo(3);
        assertThat(ramp.warmAt()).isEqualTo(7);
    }
}
