package dev.gradc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.benchmarks.Profile.Kernel;
import dev.gradc.benchmarks.Roof.Bound;
import dev.gradc.benchmarks.Roof.Limit;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.Binding;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Workers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfilerTest {
    private static final int ROWS = 12;

    /// One input of each kind, and one that is needed in its rolled form too.
    static final class AllKinds extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 2, 3).flatten();
            Tensor z = x.then(affine("hidden", 8), tanh(), affine("out", 4));
            output("p", softmax(z));
            loss(crossEntropy(softmax(z), labels("y", 4)).plus(crossEntropy(softmax(z), distribution("q", 4)))
                    .plus(mse(z, input("t", 4))));
            optimizer(adam(0.01));
        }
    }

    private static Model model() {
        Model model = new AllKinds().compile();
        model.initialize(1);
        return model;
    }

    @Test
    void madeUpRowsFitEveryInput() {
        Model model = model();
        Binding.of(model, RandomRows.of(model.program(), ROWS), Program.TRAIN).check();
    }

    @Test
    void everyKernelOfTheEntryPointIsMeasured() {
        Model model = model();
        String before = model.sha256();
        List<String> progress = new ArrayList<>();
        try (Workers workers = new Workers(1)) {
            Profile profile = new Profiler(model, Program.TRAIN, ROWS, workers).measure(0.05, progress::add);
            List<String> names = model.program().entry(Program.TRAIN).kernels().stream()
                    .map(k -> model.program().kernels().get(k).name()).toList();
            assertThat(profile.kernels()).extracting(Kernel::name).isEqualTo(names).contains("train.hidden");
            assertThat(profile.kernels()).allSatisfy(kernel -> {
                assertThat(kernel.micros()).isPositive();
                assertThat(kernel.bound().micros()).isPositive();
            });
            assertThat(profile.stepMicros()).isPositive();
            assertThat(profile.steps()).isGreaterThanOrEqualTo(15);
        }
        assertThat(progress).first().asString().isEqualTo("measuring the roof of the machine");
        assertThat(progress).last().asString().isEqualTo("measuring for 0.05 s");
        assertThat(model.sha256()).isEqualTo(before);
        assertThat(model.step()).isZero();
    }

    @Test
    void ratesAreThoseOfTheTime() {
        Kernel kernel = new Kernel("a", "", 2, 6_000, 1_000, new Bound(0.5, Limit.L1));
        assertThat(kernel.gigaflops()).isEqualTo(3);
        assertThat(kernel.gigabytes()).isEqualTo(0.5);
        assertThat(kernel.shareOfRoof()).isEqualTo(0.25);
        Profile profile = new Profile("m", Program.TRAIN, 1, 1, new Roof(1, 1, 1, 1, 1), List.of(kernel, kernel), 5, 20,
                true);
        assertThat(profile.kernelMicros()).isEqualTo(4);
        assertThat(profile.roofMicros()).isEqualTo(1);
        assertThat(profile.operations()).isEqualTo(12_000);
        assertThat(profile.bytes()).isEqualTo(2_000);
    }

    @Test
    void anEntryPointThatIsNotThereIsTold() {
        try (Workers workers = new Workers(1)) {
            assertThatThrownBy(() -> new Profiler(model(), "dream", ROWS, workers)).isInstanceOf(GradcException.class)
                    .hasMessage("the model AllKinds was compiled without dream");
        }
    }
}
