package dev.gradc.newcomer;

import static dev.gradc.dsl.Network.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.of;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Compiler.Compiled;
import dev.gradc.compiler.Compiler.Options;
import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.Report;
import dev.gradc.compiler.check.Subject;
import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.MixUp;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Optimizer;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever can be written has the right gradient, becomes a program, is read back from its text, and takes a step.
class CompiledTest {
    private static final DataSet DATA = ArrayDataSet.rows(3)
            .reals("x", new double[]{0.5, -1, 2, 0.25, 1, 1, -0.5, 0, -2, 0.75, 0.5, 1}, 4)
            .labels("y", new int[]{0, 1, 1}, 2)
            .reals("t", new double[]{1, -1, 0.5}, 1).reals("d", new double[]{0.25, 0.75, 0.5, 0.5, 0.125, 0.875}, 2)
            .build();

    /// Four features, two classes, a target and a distribution.
    private record Inputs(Tensor x, Labels y, Tensor t, Tensor d) {
    }

    private static final class Tried extends Network {
        private final BiFunction<Tried, Inputs, Tensor> loss;
        private final Optimizer optimizer;

        Tried(BiFunction<Tried, Inputs, Tensor> loss, Optimizer optimizer) {
            this.loss = loss;
            this.optimizer = optimizer;
        }

        @Override
        protected void define() {
            loss(loss.apply(this, new Inputs(input("x", 4), labels("y", 2), input("t"), distribution("d", 2))));
            optimizer(optimizer);
        }

        void alsoCosts(Tensor penalty) {
            penalty(penalty);
        }

        void eachWeightCosts() {
            regularize(l1l2(0.01, 0.1));
        }

        Tensor given(String name, double number) {
            return parameter(name, values(number));
        }
    }

    private static Arguments loss(String name, BiFunction<Tried, Inputs, Tensor> loss) {
        return of(name, new Tried(loss, sgd(0.1)));
    }

    private static Arguments layer(String name, Layer layer) {
        return loss(name, (_, in) -> in.x().then(affine(6), layer, affine(3)).square().mean());
    }

    private static Arguments optimizer(String name, Optimizer optimizer) {
        return of(name, new Tried((_, in) -> mse(in.x().then(affine(1)), in.t()), optimizer));
    }

    static Stream<Arguments> layers() {
        return Stream.of(layer("sigmoid", sigmoid()), layer("tanh", tanh()), layer("relu", relu()),
                layer("leaky relu", leakyRelu()), layer("elu", elu(1.3)), layer("selu", selu()),
                layer("softplus", softplus()), layer("softsign", softsign()), layer("gelu", gelu()),
                layer("gelu by tanh", geluTanh()), layer("silu", silu()), layer("mish", mish()),
                layer("hard sigmoid", hardSigmoid()), layer("hard swish", hardSwish()), layer("softmax", softmax()),
                layer("log-softmax", logSoftmax()), layer("binary step", x -> x.plus(binaryStep(x))),
                layer("maxout", maxout(5, 3)), layer("layer norm", layerNorm()), layer("dropout", dropout(0.3)),
                layer("stochastic depth", stochasticDepth(0.3, affine(6), tanh())),
                layer("residual", residual(affine(6), tanh())), layer("no bias", affine(6).withoutBias()),
                layer("regularized", affine(6).regularized(l1(0.1), l2(0.2))),
                layer("parts", x -> concat(x.slice(0, 2).times(x.slice(2, 4)), x.slice(4, 6).plus(x.column(0)))),
                layer("transposed", x -> x.reshape(2, 3).transpose(0, 2, 1).flatten()),
                layer("outer product", x -> x.contract("bi,bj->bij", x).flatten()),
                layer("product over the batch", x -> x.matmul(x.transpose().matmul(x))),
                layer("batch statistics",
                        x -> x.minus(x.mean(0)).over(x.minus(x.mean(0)).square().mean(0).plus(1).sqrt())),
                layer("extremes", x -> x.times(x.max(1)).minus(x.min(0)).plus(max(x, x.square()))),
                layer("one's own op", x -> custom("square", x, a -> a.times(a), (a, y, g) -> g.times(a).times(2))));
    }

    static Stream<Arguments> losses() {
        return Stream.of(loss("half squared error", (_, in) -> halfSquaredError(in.x().then(affine(1)), in.t())),
                loss("mse", (_, in) -> mse(in.x().then(affine(2)), in.d())),
                loss("mae", (_, in) -> mae(in.x().then(affine(1)), in.t())),
                loss("huber", (_, in) -> huber(in.x().then(affine(1)), in.t(), 0.7)),
                loss("bce", (_, in) -> binaryCrossEntropy(in.x().then(affine(1), sigmoid()), in.y())),
                loss("bce of logits", (_, in) -> binaryCrossEntropyWithLogits(in.x().then(affine(1)), in.y())),
                loss("cross-entropy", (_, in) -> crossEntropy(in.x().then(affine(2), softmax()), in.y())),
                loss("smoothed", (_, in) -> crossEntropy(in.x().then(affine(2), softmax()), in.y().smoothed(0.1))),
                loss("distribution", (_, in) -> crossEntropy(in.x().then(affine(2), softmax()), in.d())),
                loss("cross-entropy of logits", (_, in) -> crossEntropyWithLogits(in.x().then(affine(2)), in.y())),
                loss("kl", (_, in) -> klDivergence(in.d(), in.x().then(affine(2), softmax()))),
                loss("hinge", (_, in) -> hinge(in.x().then(affine(2)), in.y())),
                loss("hinge of two", (_, in) -> hinge(in.x().then(affine(1)), in.t())));
    }

    static Stream<Arguments> wholes() {
        return Stream.of(loss("mix-up", (_, in) -> {
            MixUp mix = mixUp(0.2);
            return crossEntropy(mix.of(in.x()).then(affine(2), softmax()), mix.of(in.y()));
        }), loss("gradient penalty", (network, in) -> {
            Tensor y = in.x().then(affine(8), tanh(), dropout(0.2), affine(1));
            network.alsoCosts(grad(y.sum(), in.x()).square().mean().times(0.1));
            return mse(y, in.t());
        }), loss("shared", (_, in) -> {
            Layer shared = affine("shared", 4);
            return in.x().then(shared, tanh(), shared, tanh(), shared).square().mean();
        }), loss("regularized", (network, in) -> {
            network.eachWeightCosts();
            return in.x().then(affine(3)).square().mean();
        }), loss("single numbers", (network, _) -> network.given("a", -2).plus(network.given("b", 5))
                .times(network.given("c", -4))));
    }

    static Stream<Arguments> optimizers() {
        return Stream.of(optimizer("momentum", momentum(0.1, 0.9)), optimizer("nesterov", nesterov(0.1, 0.9)),
                optimizer("adagrad", adagrad(0.1)), optimizer("rmsProp", rmsProp(0.1)), optimizer("adam", adam(0.1)),
                optimizer("adamW", adamW(0.1, 0.01)), optimizer("clipped by norm", sgd(0.1).clipByGlobalNorm(1)),
                optimizer("clipped by value", adam(0.1).clipByValue(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"layers", "losses", "wholes", "optimizers"})
    void whateverCanBeWrittenTrains(String name, Network network) {
        Report report = Checker.check(Subject.of(network.definition(), 1),
                CheckOptions.DEFAULT.withSamples(4).withSeed(7));
        assertThat(report.passes()).as("%s: %s", name, report.worst()).isTrue();

        Compiled compiled = Compiler.compile(network.definition(), Options.of(Precision.FLOAT));
        assertThat(Compiler.compile(compiled.text(), Options.of(Precision.FLOAT)).text()).isEqualTo(compiled.text());

        Model model = new Model(compiled.program());
        model.initialize(1);
        List<double[]> before = parameters(model);
        assertThat(model.train(DATA, 0.1)).isFinite();
        List<double[]> after = parameters(model);
        assertThat(after).anyMatch(parameter -> before.stream().noneMatch(old -> Arrays.equals(old, parameter)));
        assertThat(after).allSatisfy(parameter -> assertThat(parameter).doesNotContain(Double.NaN));
    }

    private static List<double[]> parameters(Model model) {
        return model.program().parameters().stream().map(parameter -> model.parameter(parameter.name())).toList();
    }
}
