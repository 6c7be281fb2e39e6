package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.runtime.ArraySpec.Role;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostInputsTest {
    private static Program program(List<StepScalar> scalars, int streams) {
        List<ArraySpec> arrays = List.of(new ArraySpec("scalars", Role.SCALARS, Extent.fixed(scalars.size())),
                new ArraySpec("keys", Role.INT_KEYS, Extent.fixed(2 * streams)));
        return new Program("host", Precision.DOUBLE, arrays, List.of(), List.of(), List.of(), List.of(), List.of(),
                scalars, streams, Scratch.of(0), (kernel, all, scratch, rows, from, to) -> {
                });
    }

    private static Object[] written(Program program, long seed, long step) {
        Object[] arrays = Memory.allocate(program, 1, new double[0], new double[0]);
        new HostInputs(program).write(arrays, seed, step, 0.125);
        return arrays;
    }

    @Test
    void scalarsComeInTheirOrder() {
        Program program = program(List.of(new StepScalar.StepNumber(), new StepScalar.BiasCorrection(0.5),
                new StepScalar.LearningRate(), new StepScalar.BiasCorrection(0)), 0);
        assertThat((double[]) written(program, 1, 0)[0]).startsWith(1, 0.5, 0.125, 1);
        assertThat((double[]) written(program, 1, 1)[0]).startsWith(2, 0.75, 0.125, 1);
    }

    @Test
    void keysAreThoseOfSeedStepAndStream() {
        int[] keys = (int[]) written(program(List.of(), 3), 9, 5)[1];
        for (int stream = 0; stream < 3; stream++) {
            long key = CounterRandom.maskKey(9, 5, stream);
            assertThat(keys[2 * stream]).isEqualTo((int) key);
            assertThat(keys[2 * stream + 1]).isEqualTo((int) (key >>> 32));
        }
    }

    @Test
    void sharesOfMixUpDifferByStepAndStream() {
        Program program = program(List.of(new StepScalar.MixShare(1, 0), new StepScalar.MixShare(1, 1)), 0);
        double[] all = IntStream.range(0, 100).boxed()
                .flatMapToDouble(step -> Arrays.stream((double[]) written(program, 1, step)[0]).limit(2)).toArray();
        assertThat(Arrays.stream(all)).allMatch(share -> share >= 0 && share <= 1);
        assertThat(Arrays.stream(all).distinct().count()).isEqualTo(200);
    }
}
