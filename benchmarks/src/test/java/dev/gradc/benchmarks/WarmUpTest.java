package dev.gradc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void itGoesOnWhileTimesGetBetter() {
        WarmUp warmUp = new WarmUp();
        for (double nanos = 1e9; nanos > 1; nanos /= 2) {
            assertThat(warmUp.goesOn(nanos)).isTrue();
        }
        assertThat(warmUp.settled()).isFalse();
    }

    @Test
    void itEndsWhenTheyStay() {
        WarmUp warmUp = new WarmUp();
        int windows = 1;
        // HotSpot may compile something else meanwhile, which no time tells from the work.
        while (warmUp.goesOn(100) && windows < 10_000_000) {
            windows++;
        }
        assertThat(warmUp.settled()).isTrue();
        assertThat(windows).isGreaterThanOrEqualTo(4);
    }
}
