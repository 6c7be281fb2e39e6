package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharesTest {
    @Test
    void aThreadTakesItsOwnChunksFromTheFirstOnThenTheLastOfAnother() {
        Shares shares = new Shares(2);
        shares.deal(1, 5);
        assertThat(shares.take(0, 1)).isZero();
        assertThat(shares.take(0, 1)).isOne();
        assertThat(shares.take(0, 1)).isEqualTo(4);
        assertThat(shares.take(1, 1)).isEqualTo(2);
        assertThat(shares.take(1, 1)).isEqualTo(3);
        assertThat(shares.take(1, 1)).isEqualTo(-1);
        assertThat(shares.take(0, 1)).isEqualTo(-1);
    }

    @Test
    void whoIsLateForAJobTakesNothingOfTheNext() {
        Shares shares = new Shares(3);
        shares.deal(7, 3);
        shares.deal(8, 3);
        assertThat(shares.take(1, 7)).isEqualTo(-1);
        assertThat(shares.take(1, 8)).isOne();
    }
}
