package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final int ROWS = 100;

    @Test
    void onlyALongTrainingIsWorthIt() {
        Program program = LinearProgram.of(Precision.FLOAT, 2);
        Program.Entry train = program.entry(Program.TRAIN);
        long perStep = train.kernels().size() * LinearProgram.WORK.operations().at(ROWS);
        long steps = 500_000_000_000L / perStep;
        assertThat(Rehearsal.pays(program, train, ROWS, steps + 1)).isTrue();
        assertThat(Rehearsal.pays(program, train, ROWS, steps)).isFalse();
        assertThat(Rehearsal.pays(program, train, ROWS, 0)).isFalse();
    }
}
