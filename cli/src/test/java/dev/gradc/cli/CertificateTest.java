package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Compiler.Options;
import dev.gradc.compiler.Derivation;
import dev.gradc.compiler.jar.Certificate;
import dev.gradc.compiler.rewrite.Law;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.Checkpoint;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CertificateTest {
    @TempDir
    private Path folder;

    private String text(String layers, String loss) throws IOException {
        Path file = Files.writeString(folder.resolve("Net.java"), """
                import dev.gradc.dsl.*;

                class Net extends Network {
                    protected void define() {
                        Tensor x = input("x", 3);
                        Labels y = labels("y", 2);
                        Tensor z = x.then(%s, affine(2));
                        output("p", z.then(softmax()));
                        loss(%s);
                    }
                }
                """.formatted(layers, loss));
        return text(new ModelSource(file).network());
    }

    private static String text(Network network) {
        return Compiler.compile(network.definition(), Options.of(Precision.FLOAT)).text();
    }

    private static JsonNode certificate(String text) {
        return JsonMapper.shared().readTree(Certificate.of(text, "1"));
    }

    @Test
    void gradientsAreCheckedAtAPointThatItTells() throws IOException {
        String text = text("affine(4), relu()", "crossEntropyWithLogits(z, y)");
        JsonNode gradients = certificate(text).get("gradients");
        assertThat(gradients.get("checked").asBoolean()).isTrue();
        assertThat(gradients.get("seed").asInt()).isEqualTo(1);
        assertThat(gradients.get("rows").asInt()).isEqualTo(3);
        assertThat(gradients.get("samples").asInt()).isEqualTo(4);
        assertThat(gradients.get("kinksRejected").isInt()).isTrue();
        assertThat(gradients.get("parameters")).hasSize(4).allSatisfy(parameter -> {
            assertThat(parameter.get("worstError").asDouble()).isBetween(0.0, 1.0);
            assertThat(parameter.get("derived").asDouble()).isCloseTo(parameter.get("dual").asDouble(),
                    org.assertj.core.data.Offset.offset(1e-12));
            assertThat(parameter.get("origin").asString()).isEqualTo("Net.java:7");
        });
        assertThat(Certificate.of(text, "1")).isEqualTo(Certificate.of(text, "1"));
    }

    @Test
    void rewritesHaveTheirLicences() throws IOException {
        JsonNode rewrites = certificate(
                text("affine(4), affine(3), tanh()", "crossEntropy(z.then(softmax()), y)")).get("rewrites");
        assertThat(rewrites).anySatisfy(rewrite -> {
            assertThat(rewrite.get("law").asString()).isEqualTo("softmax");
            assertThat(rewrite.get("licence").asString()).isEqualTo("stabilizing");
            assertThat(rewrite.get("times").asInt()).isPositive();
        }).anySatisfy(rewrite -> assertThat(rewrite.get("licence").asString()).isEqualTo("exact"))
                .anySatisfy(rewrite -> {
                    assertThat(rewrite.get("law").asString()).isEqualTo("affine");
                    assertThat(rewrite.get("licence").asString()).isEqualTo("inference-fold");
                });
    }

    @Test
    void aCheckpointKnowsHowItsGraphWasDerived() throws IOException {
        Path model = Models.classifier(folder, "Kinds", 4, 3, "");
        Path saved = folder.resolve("kinds.model");
        assertThat(Run.gradc("train", model, "--data", Models.csv(folder, "kinds.csv", 30), "--out", saved).code())
                .isZero();
        String text = Checkpoint.read(saved).text();
        assertThat(Derivation.read(text).laws()).containsKeys(Law.FORMULA, Law.STRUCTURE);
        assertThat(Compiler.compile(text, Options.of(Precision.FLOAT)).text()).isEqualTo(text);
        CompiledJar jar = CompiledJar.of(saved, folder.resolve("kinds.jar"), "com.acme", "Kinds");
        assertThat(new String(jar.content(jar.meta("graph.txt")), StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(Run.gradc("verify", jar.file()).code()).isZero();
    }

    @Test
    void aGradientThatIsWrongIsRefused() throws IOException {
        String text = text("affine(4), tanh()", "crossEntropyWithLogits(z, y)");
        String bias = text.lines().filter(line -> line.contains("affine1.bias")).findFirst().orElseThrow()
                .replaceAll(":.*", "");
        String wrong = text.replaceAll("gradient " + bias + " %\\d+", "gradient " + bias + " " + bias);
        assertThatThrownBy(() -> Certificate.of(wrong, "1")).isInstanceOf(GradcException.class)
                .hasMessageMatching("the gradient of affine1.bias is wrong: derived .*, by dual numbers .*; gradc check"
                        + " tells more");
    }

    @Test
    void aGradientOfTheUsersOwnIsToldApart() throws IOException {
        String text = text("affine(4), tanh()", "crossEntropyWithLogits(z.stopGradient().plus(z), y)");
        assertThat(Derivation.read(text).ownGradients()).isEqualTo(1);
        JsonNode gradients = certificate(text).get("gradients");
        assertThat(gradients.get("checked").asBoolean()).isFalse();
        assertThat(gradients.get("why").asString())
                .isEqualTo("1 values of the loss have a gradient that the network gives"
                        + " itself or stops, which dual numbers do not see");
    }

    /// A network that is too large to be checked by interpretation.
    private static final class Large extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 4000);
            Tensor p = x.then(affine(4000), relu(), affine(1));
            output("p", p);
            loss(mse(p, input("y", 1)));
        }
    }

    @Test
    void aLargeModelIsNotCheckedAndTheCertificateSaysSo() {
        JsonNode gradients = certificate(text(new Large())).get("gradients");
        assertThat(gradients.get("checked").asBoolean()).isFalse();
        assertThat(gradients.get("why").asString()).startsWith("the check would visit ");
    }
}
