package dev.gradc.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Compiler.Backend;
import dev.gradc.compiler.Compiler.Options;
import dev.gradc.runtime.Count;
import dev.gradc.runtime.KernelSpec;
import dev.gradc.runtime.KernelSpec.Work;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import org.junit.jupiter.api.Test;

/// What the kernels of a known network do, counted by hand.
class KernelWorkTest {
    private static final int IN = 784;
    private static final int HIDDEN = 256;
    private static final int OUT = 10;
    private static final int ROWS = 64;
    private static final int BYTES = 4;

    static final class Classifier extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", IN);
            Labels y = labels("y", OUT);
            Tensor z = x.then(affine("hidden", HIDDEN), relu(), affine("out", OUT));
            output("p", softmax(z));
            loss(crossEntropy(softmax(z), y));
            optimizer(sgd(0.1));
        }
    }

    private static Program program(Backend backend) {
        return Compiler.compile(new Classifier().definition(), Options.of(Precision.FLOAT).withBackend(backend))
                .program();
    }

    private static Work work(String kernel) {
        return program(Backend.BYTECODE).kernels().stream().filter(k -> k.name().equals(kernel)).findFirst()
                .map(KernelSpec::work).orElseThrow();
    }

    @Test
    void aLayerHasItsProductItsBiasAndItsActivation() {
        Work work = work("predict.hidden");
        assertThat(work.operations().at(ROWS)).isEqualTo(2L * ROWS * IN * HIDDEN + 2L * ROWS * HIDDEN);
        assertThat(work.bytes().at(ROWS)).isEqualTo(BYTES * (ROWS * (IN + HIDDEN) + (long) IN * HIDDEN + HIDDEN));
    }

    @Test
    void anUpdateHasItsGradientToo() {
        Work work = work("train.∂hidden.weight");
        // Each weight: its gradient, and one fused multiply-add with the learning rate.
        assertThat(work.operations()).isEqualTo(new Count(2L * IN * HIDDEN, 2L * IN * HIDDEN));
        // The inputs, the gradient of the layer, the weights read and written, the learning rate.
        assertThat(work.bytes()).isEqualTo(new Count(BYTES * (IN + HIDDEN), BYTES * (2L * IN * HIDDEN + 1)));
    }

    @Test
    void backendsAgree() {
        assertThat(program(Backend.INTERPRETER).kernels()).isEqualTo(program(Backend.BYTECODE).kernels());
    }
}
