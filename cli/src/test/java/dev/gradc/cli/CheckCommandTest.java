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
        assertThat(json.lastLine())
                .startsWith("{\"model\":\"Small\",\"passes\":true,\"order\":1,\"points\":1,\"seed\":2,")
                .contains("\"worst\":{\"place\":\"∂loss/∂affine", "\"suspects\":[]");
    }

    @Test
    void theSecondOrderIsCheckedToo() throws IOException {
        Path file = model("loss(crossEntropyWithLogits(z, y));");
        Run run = Run.gradc("check", file, "--order", 2, "--points", 2, "--table");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("∂²loss/∂affine1.weight[0, 0] along affine1.weight[0, 1]");
        assertThat(Run.gradc("check", file, "--order", 2, "--points", 2, "--table").out()).isEqualTo(run.out());
        Run third = Run.gradc("check", file, "--order", 3);
        assertThat(third.code()).isEqualTo(2);
        assertThat(third.err()).startsWith("gradc: --order 3 is none: 1 checks gradients, 2 also how they change");
    }

    @Test
    void aWrongGradientIsToldWithItsLine() throws IOException {
        Path file = model("""
                Tensor w = z.map(a -> a.tanh());
                Tensor own = custom("flip", z, a -> a.map(v -> v.tanh()), (a, b, g) -> g.times(a.square().minus(1)));
                loss(mse(own, w.plus(1)));
                """);
        Run run = Run.gradc("check", file);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("WRONG", "∂loss/∂affine", ": derived ", ", by dual numbers ",
                "the backward pass of flip (Small.java:10) does not fit what it computes");
    }

    @Test
    void aModelWithoutLossHasNoGradientsToCheck() throws IOException {
        Run run = Run.gradc("check", model(""));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("gradc: the network Small has no loss, so it has no gradients to check; declare"
                + " one with loss(…)" + System.lineSeparator());
    }

    @Test
    void aCheckpointMustComeFromTheModel() throws IOException {
        Path file = model("loss(crossEntropyWithLogits(z, y));\noptimizer(adam(0.01));");
        Path points = Files.writeString(folder.resolve("points.csv"), "a,b,c,y\n1,2,3,p\n4,6,5,q\n2,2,9,p\n7,6,8,q\n");
        Path trained = folder.resolve("small.gradc");
        Run training = Run.gradc("train", file, "--data", points, "--epochs", 1, "--batch", 2, "--out", trained);
        assertThat(training.code()).as(training.err()).isZero();

        model("// another line, and another way to train\nloss(crossEntropyWithLogits(z, y));\nregularize(l2(0.1));");
        assertThat(Run.gradc("check", file, "--trained", trained).code()).isZero();
        Files.writeString(file, Files.readString(file).replace("tanh()", "relu()"));
        Run other = Run.gradc("check", file, "--trained", trained);
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).startsWith("gradc: " + trained + " was trained from another network than " + file
                + " declares: train it again; the first difference is \"%7: [batch, 4] = elementwise tanh(a) [%6]\"");
        assertThat(other.out()).isEmpty();
    }

    @Test
    void countsMustBePositive() throws IOException {
        Run run = Run.gradc("check", model(""), "--rows", 0);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("gradc: --rows 0, --samples 20 and --points 1 must all be at least 1");
    }
}
