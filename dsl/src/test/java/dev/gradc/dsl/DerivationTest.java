package dev.gradc.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Derivations read as on paper: the golden files hold what is printed, to the letter. `-Dgolden.update=true` rewrites them.
class DerivationTest {
    private static final Path GOLDEN = Path.of("src/test/resources/derivation");

    static final class FourLayers extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 40);
            Labels y = labels("y", 10);
            Tensor z = x.then(affine("z1", 30), relu(), affine("z2", 20), relu(), affine("z3", 20), relu(),
                    affine("z4", 10));
            loss(crossEntropy(softmax(z), y));
            optimizer(sgd(0.1));
        }
    }

    static final class LogisticRegression extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 4);
            Tensor y = input("y", 1);
            Tensor z = x.then(affine("z", 1));
            loss(binaryCrossEntropy(sigmoid(z), y));
            optimizer(sgd(0.1));
        }
    }

    static final class OneHiddenLayer extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 3);
            Tensor y = input("y", 1);
            Tensor a = x.then(affine("z1", 4), tanh(), affine("z2", 1), sigmoid());
            loss(binaryCrossEntropy(a, y));
            optimizer(sgd(0.1));
        }
    }

    static final class Penalized extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 3);
            Tensor y = input("y", 1);
            loss(mse(x.then(affine("z", 1)), y));
            regularize(l2(0.01));
            optimizer(sgd(0.1));
        }
    }

    @Test
    void aReluNetworkWithSoftmax() throws IOException {
        matches("four-layers.txt", new FourLayers());
    }

    @Test
    void logisticRegression() throws IOException {
        matches("logistic-regression.txt", new LogisticRegression());
    }

    @Test
    void oneHiddenLayer() throws IOException {
        matches("one-hidden-layer.txt", new OneHiddenLayer());
    }

    @Test
    void aPenaltyStandsForItself() throws IOException {
        matches("penalized.txt", new Penalized());
    }

    private static void matches(String file, Network network) throws IOException {
        String text = Compiler.math(network.definition());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(GOLDEN.resolve(file), text, StandardCharsets.UTF_8);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN.resolve(file), StandardCharsets.UTF_8));
    }
}
