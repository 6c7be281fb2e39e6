package dev.gradc.newcomer;

import static dev.gradc.dsl.Network.binaryStep;
import static dev.gradc.dsl.Network.elu;
import static dev.gradc.dsl.Network.gelu;
import static dev.gradc.dsl.Network.geluTanh;
import static dev.gradc.dsl.Network.grad;
import static dev.gradc.dsl.Network.hardSigmoid;
import static dev.gradc.dsl.Network.hardSwish;
import static dev.gradc.dsl.Network.leakyRelu;
import static dev.gradc.dsl.Network.mish;
import static dev.gradc.dsl.Network.relu;
import static dev.gradc.dsl.Network.selu;
import static dev.gradc.dsl.Network.sigmoid;
import static dev.gradc.dsl.Network.silu;
import static dev.gradc.dsl.Network.softplus;
import static dev.gradc.dsl.Network.softsign;
import static dev.gradc.dsl.Network.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.of;

import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationsTest {
    private static final double[] POINTS = {-7.3, -3.2, -1, -0.25, 0.125, 0.5, 2.75, 8.1};
    private static final double STEP = 1e-5;

    private record Activation(UnaryOperator<Tensor> function, Layer layer) {
    }

    static Stream<Arguments> activations() {
        return Stream.of(
                row("binary step", n -> binaryStep(n), binaryStep(), x -> x >= 0 ? 1 : 0),
                row("sigmoid", n -> sigmoid(n), sigmoid(), x -> 1 / (1 + StrictMath.exp(-x))),
                row("tanh", n -> tanh(n), tanh(), StrictMath::tanh),
                row("relu", n -> relu(n), relu(), x -> Math.max(0, x)),
                row("leaky relu", n -> leakyRelu(n), leakyRelu(), x -> Math.max(0.1 * x, x)),
                row("leaky relu 0.3", n -> leakyRelu(n, 0.3), leakyRelu(0.3), x -> Math.max(0.3 * x, x)),
                row("elu", n -> elu(n, 1.5), elu(1.5), x -> x > 0 ? x : 1.5 * StrictMath.expm1(x)),
                row("selu", n -> selu(n), selu(),
                        x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * StrictMath.expm1(x))),
                row("softplus", n -> softplus(n), softplus(), x -> StrictMath.log1p(StrictMath.exp(x))),
                row("softsign", n -> softsign(n), softsign(), x -> x / (1 + Math.abs(x))),
                row("gelu tanh", n -> geluTanh(n), geluTanh(), x -> 0.5 * x
                        * (1 + StrictMath.tanh(StrictMath.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
                row("silu", n -> silu(n), silu(), x -> x / (1 + StrictMath.exp(-x))),
                row("mish", n -> mish(n), mish(), x -> x * StrictMath.tanh(StrictMath.log1p(StrictMath.exp(x)))),
                row("hard sigmoid", n -> hardSigmoid(n), hardSigmoid(), x -> Math.clamp(x / 6 + 0.5, 0, 1)),
                row("hard swish", n -> hardSwish(n), hardSwish(), x -> x * Math.clamp(x / 6 + 0.5, 0, 1)));
    }

    private static Arguments row(String name, UnaryOperator<Tensor> function, Layer layer, DoubleUnaryOperator value) {
        return of(name, new Activation(function, layer), value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("activations")
    void valuesAndDerivativesAreTheTextbooks(String name, Activation activation, DoubleUnaryOperator value) {
        Evaluated evaluated = Evaluated.predicting(network(activation), POINTS.length, POINTS);
        double[] y = evaluated.output("y");
        double[] slope = evaluated.output("slope");
        assertThat(evaluated.output("layer")).isEqualTo(y);
        for (int i = 0; i < POINTS.length; i++) {
            double x = POINTS[i];
            assertThat(y[i]).as("%s(%s)", name, x).isCloseTo(value.applyAsDouble(x), within(1e-13 * (1 + Math.abs(x))));
            double difference = (value.applyAsDouble(x + STEP) - value.applyAsDouble(x - STEP)) / (2 * STEP);
            assertThat(slope[i]).as("%s'(%s)", name, x).isCloseTo(difference, within(1e-8));
        }
    }

    @Test
    void geluIsXTimesTheNormalDistribution() {
        Evaluated evaluated = Evaluated.predicting(network(new Activation(n -> gelu(n), gelu())), 3,
                new double[]{-1, 0, 2});
        assertThat(evaluated.output("y")).containsExactly(new double[]{-0.15865525393145707, 0, 1.9544997361036416},
                within(1e-15));
        assertThat(evaluated.output("layer")).isEqualTo(evaluated.output("y"));
    }

    @Test
    void kinksTakeTheLeftDerivativeAndNanPasses() {
        assertThat(slopes(n -> relu(n), 0, -0.0)).containsExactly(0, 0);
        assertThat(slopes(n -> leakyRelu(n), 0)).containsExactly(0.1);
        assertThat(slopes(n -> binaryStep(n), -1, 0, 1)).containsExactly(0, 0, 0);
        Evaluated nan = Evaluated.predicting(network(new Activation(n -> relu(n), relu())), 1,
                new double[]{Double.NaN});
        assertThat(nan.output("y")[0]).isNaN();
    }

    private static double[] slopes(UnaryOperator<Tensor> function, double... x) {
        return Evaluated.predicting(network(new Activation(function, a -> a)), x.length, x).output("slope");
    }

    private static Network network(Activation activation) {
        return new Network() {
            @Override
            protected void define() {
                Tensor x = input("x");
                Tensor y = activation.function().apply(x);
                output("y", y);
                output("layer", x.then(activation.layer()));
                output("slope", grad(y.sum(), x));
            }
        };
    }

    @Test
    void softmaxAndItsLogarithmNormalizeTheLastAxis() {
        Network network = new Network() {
            @Override
            protected void define() {
                Tensor x = input("x", 5);
                output("softmax", x.then(softmax()));
                output("log", x.then(logSoftmax()).exp());
            }
        };
        Evaluated evaluated = Evaluated.predicting(network, 1, new double[]{7, 5, 2, -1, 3});
        assertThat(evaluated.output("softmax")).containsExactly(new double[]{0.8615, 0.1166, 0.0058, 0.0003, 0.0158},
                within(5e-5));
        assertThat(evaluated.output("log")).containsExactly(evaluated.output("softmax"), within(1e-15));
    }
}
