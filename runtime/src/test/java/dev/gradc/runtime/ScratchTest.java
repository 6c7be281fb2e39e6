package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScratchTest {
    @ParameterizedTest
    @EnumSource
    void anArrayAndRowsThatFillLinesOfACacheWithTheirHeaders(Precision precision) {
        Object[] made = new Scratch(5, 2).allocate(precision);
        assertThat(Arrays.stream(made).mapToInt(Reals::length)).containsExactly(5, Scratch.rowSize(precision),
                Scratch.rowSize(precision));
        assertThat((16 + Scratch.rowSize(precision) * precision.bytes()) % 64).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void enoughForBoth(Precision precision) {
        assertThat(new Scratch(5, 2).max(new Scratch(3, 4))).isEqualTo(new Scratch(5, 4));
        assertThat(Scratch.of(7).allocate(precision)).hasSize(1);
    }
}
