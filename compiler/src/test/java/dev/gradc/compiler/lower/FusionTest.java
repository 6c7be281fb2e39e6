package dev.gradc.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.ir.GraphParser;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.runtime.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which values share a kernel.
class FusionTest {
    private static List<Kernel> kernels(String... values) {
        String text = "gradc graph 1\nmodel \"m\"\n" + String.join("\n", values) + "\n";
        LoopProgram program = Compiler.lower(GraphParser.parse(text), Precision.FLOAT);
        return program.kernels();
    }

    /// The quotient could follow the product, and what it divides could join the quotient, but the product needs that first.
    @Test
    void aProductDoesNotWaitForItsOwnKernel() {
        assertThat(kernels("%0: [batch, 17] = input \"x\" real", "%1: [batch, 17] = elementwise a/(abs(a) + 1) [%0]",
                "%2: [17, 17] = parameter \"p\" trainable constant 0",
                "%3: [batch, 17] = contraction %1 [0, 1] %2 [1, 2] to [0, 2]",
                "%4: [batch, 17] = elementwise a/(b*b + 1) [%1, %3]", "%5: [batch, 17] = elementwise -a [%4]",
                "inputs [%0]", "parameters [%2]", "entry \"predict\"", "  output \"y\" %5")).hasSize(2);
    }

    @Test
    void whatFollowsAProductIsItsEpilogue() {
        assertThat(kernels("%0: [batch, 17] = input \"x\" real", "%1: [17, 20] = parameter \"p\" trainable constant 0",
                "%2: [batch, 20] = contraction %0 [0, 1] %1 [1, 2] to [0, 2]",
                "%3: [batch, 20] = elementwise select(a <= 0, 0, a) [%2]", "inputs [%0]", "parameters [%1]",
                "entry \"predict\"", "  output \"y\" %3")).hasSize(1);
    }
}
