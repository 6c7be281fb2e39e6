package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    private Path folder;

    private Path model(String lines) throws IOException {
        return Files.writeString(folder.resolve("Small.java"), """
                import dev.gradc.dsl.*;

                class Small extends Network {
                    protected void define() {
                        Tensor x = input("x", 3);
                        Labels y = labels("y", 2);
                        Tensor z = x.then(affine(4), tanh(), affine(2));
                        output("p", z.then(softmax()));
                %s
                    }
                }
                """.formatted(lines.indent(8)));
    }

    @Test
    void theGradientsOfAModelAreRight() throws IOException {
        Path file = model("loss(crossEntropyWithLogits(z, y));");
        Run run = Run.gradc("check", file);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("affine1.weight", "affine2.bias", "worst: ", "(Small.java:7)")
                .endsWith("the gradients of Small are right" + System.lineSeparator()).doesNotContain("WRONG");
        Run json = Run.gradc("check", file, "--json", "--seed", 2);
        assertThat(json.lastLine()).startsWith("{\"model\":\"Small\",\"passes\":true,\"elements\":")
                .contains("\"worst\":{\"parameter\":\"affine");
    }

    @Test
    void aModelWithoutLossHasNoGradientsToCheck() throws IOException {
        Run run = Run.gradc("check", model(""));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("gradc: the network Small has no loss, so it has no gradients to check; declare"
                + " one with loss(…)" + System.lineSeparator());
    }

    @Test
    void countsMustBePositive() throws IOException {
        Run run = Run.gradc("check", model(""), "--rows", 0);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("gradc: --rows 0 and --samples 20 must both be at least 1");
    }
}
