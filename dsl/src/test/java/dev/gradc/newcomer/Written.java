package dev.gradc.newcomer;

import static dev.gradc.dsl.Network.*;

import dev.gradc.dsl.Initializers;
import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Layers;
import dev.gradc.dsl.MixUp;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Optimizer;
import dev.gradc.dsl.Scalar;
import dev.gradc.dsl.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Whatever can be written with gradc's words, a row for each.
///
/// @param name the word, and behind a comma what is special; a loss that takes labels is `… of labels`
/// @param loss made with it
/// @param optimizer that trains it
record Written(String name, BiFunction<Tried, Inputs, Tensor> loss, Optimizer optimizer) {
    /// Four features, two classes, a target and a distribution.
    record Inputs(Tensor x, Labels y, Tensor t, Tensor d) {
    }

    /// A network with a loss of one's own.
    static final class Tried extends Network {
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

        Tensor weight(String name) {
            return parameter(name, Initializers.heUniform(), 3, 2);
        }
    }

    Network network() {
        return new Tried(loss, optimizer);
    }

    @Override
    public String toString() {
        return name;
    }

    static Stream<Written> all() {
        return Stream.of(layers(), formulas(), losses(), regularizers(), wholes(), optimizers()).flatMap(List::stream);
    }

    private static Written loss(String name, BiFunction<Tried, Inputs, Tensor> loss) {
        return new Written(name, loss, sgd(0.1));
    }

    private static Written layer(String name, Layer layer) {
        return loss(name, (_, in) -> in.x().then(affine(6), layer, affine(3)).square().mean());
    }

    private static Written formula(String name, UnaryOperator<Scalar> formula) {
        return layer(name, x -> x.map(formula));
    }

    private static Written optimizer(String name, Optimizer optimizer) {
        return new Written(name, (_, in) -> mse(in.x().then(affine(1)), in.t()), optimizer);
    }

    static List<Written> layers() {
        return List.of(layer("sigmoid", sigmoid()), layer("tanh", tanh()), layer("relu", relu()),
                layer("leakyRelu", leakyRelu()), layer("elu", elu(1.3)), layer("selu", selu()),
                layer("softplus", softplus()), layer("softsign", softsign()), layer("gelu", gelu()),
                layer("geluTanh", geluTanh()), layer("silu", silu()), layer("mish", mish()),
                layer("hardSigmoid", hardSigmoid()), layer("hardSwish", hardSwish()), layer("softmax", softmax()),
                layer("logSoftmax", logSoftmax()), layer("binaryStep", x -> x.plus(binaryStep(x))),
                layer("maxout", maxout(5, 3)), layer("layerNorm", layerNorm()), layer("dropout", dropout(0.3)),
                layer("stochasticDepth", stochasticDepth(0.3, affine(6), tanh())),
                layer("residual", residual(affine(6), tanh())), layer("affine, no bias", affine(6).withoutBias()),
                layer("l1, with l2, of a layer", affine(6).regularized(l1(0.1), l2(0.2))),
                layer("flatten", sequential(x -> x.reshape(2, 3), flatten())), layer("sequential", sequential()),
                layer("layer", Layers.layer("scale", (own, x) -> x.times(own.parameter("gain", constant(1), 6)))),
                layer("custom", x -> custom("square", x, a -> a.times(a), (a, y, g) -> g.times(a).times(2))));
    }

    /// What one writes without a word for it: tensors and formulas.
    static List<Written> formulas() {
        return List.of(
                layer("parts", x -> concat(x.slice(0, 2).times(x.slice(2, 4)), x.slice(4, 6).plus(x.column(0)))),
                layer("transposed", x -> x.reshape(2, 3).transpose(0, 2, 1).flatten()),
                layer("outer product", x -> x.contract("bi,bj->bij", x).flatten()),
                layer("product over the batch", x -> x.matmul(x.transpose().matmul(x))),
                layer("batch statistics",
                        x -> x.minus(x.mean(0)).over(x.minus(x.mean(0)).square().mean(0).plus(1).sqrt())),
                layer("extremes", x -> x.times(x.max(1)).minus(x.min(0)).plus(max(x, x.square()))),
                layer("stopped", x -> x.times(x.stopGradient())), formula("exponential", Scalar::exp),
                formula("exponential less 1", Scalar::expm1), formula("error function", Scalar::erf),
                formula("logarithms", a -> a.square().plus(0.5).log().minus(a.square().log1p())),
                formula("roots", a -> a.square().plus(1).sqrt().times(a.square().plus(1).pow(1 / 3.0))),
                formula("bounds", a -> a.min(0.5).max(a.negate().minus(0.25))));
    }

    static List<Written> losses() {
        return List.of(loss("halfSquaredError", (_, in) -> halfSquaredError(in.x().then(affine(1)), in.t())),
                loss("pointwiseLoss",
                        (_, in) -> pointwiseLoss(in.x().then(affine(1)), in.t(), (p, t) -> p.minus(t).softplus())),
                loss("mse", (_, in) -> mse(in.x().then(affine(2)), in.d())),
                loss("mae", (_, in) -> mae(in.x().then(affine(1)), in.t())),
                loss("huber", (_, in) -> huber(in.x().then(affine(1)), in.t(), 0.7)),
                loss("binaryCrossEntropy", (_, in) -> binaryCrossEntropy(in.x().then(affine(2), sigmoid()), in.d())),
                loss("binaryCrossEntropy of labels",
                        (_, in) -> binaryCrossEntropy(in.x().then(affine(1), sigmoid()), in.y())),
                loss("binaryCrossEntropyWithLogits",
                        (_, in) -> binaryCrossEntropyWithLogits(in.x().then(affine(2)), in.d())),
                loss("binaryCrossEntropyWithLogits of labels",
                        (_, in) -> binaryCrossEntropyWithLogits(in.x().then(affine(1)), in.y())),
                loss("crossEntropy", (_, in) -> crossEntropy(in.x().then(affine(2), softmax()), in.d())),
                loss("crossEntropy of labels", (_, in) -> crossEntropy(in.x().then(affine(2), softmax()), in.y())),
                loss("crossEntropy, smoothed",
                        (_, in) -> crossEntropy(in.x().then(affine(2), softmax()), in.y().smoothed(0.1))),
                loss("crossEntropyWithLogits", (_, in) -> crossEntropyWithLogits(in.x().then(affine(2)), in.d())),
                loss("crossEntropyWithLogits of labels",
                        (_, in) -> crossEntropyWithLogits(in.x().then(affine(2)), in.y())),
                loss("klDivergence", (_, in) -> klDivergence(in.d(), in.x().then(affine(2), softmax()))),
                loss("hinge of labels", (_, in) -> hinge(in.x().then(affine(2)), in.y())),
                loss("hinge", (_, in) -> hinge(in.x().then(affine(1)), in.t())));
    }

    static List<Written> regularizers() {
        return List.of(loss("l1", (network, _) -> l1(0.1).penalty(network.weight("l1 weight"))),
                loss("l2", (network, _) -> l2(0.2).penalty(network.weight("l2 weight"))),
                loss("l1l2", (network, _) -> l1l2(0.1, 0.2).penalty(network.weight("l1l2 weight"))));
    }

    static List<Written> wholes() {
        return List.of(loss("mixUp", (_, in) -> {
            MixUp mix = mixUp(0.2);
            return crossEntropy(mix.of(in.x()).then(affine(2), softmax()), mix.of(in.y()));
        }), loss("gradient penalty", (network, in) -> {
            Tensor y = in.x().then(affine(8), tanh(), dropout(0.2), affine(1));
            network.alsoCosts(grad(y.sum(), in.x()).square().mean().times(0.1));
            return mse(y, in.t());
        }), loss("gradient",
                (_, in) -> grad(in.x().then(affine(3), tanh(), affine(1).withoutBias()).sum(), in.x()).square().mean()),
                loss("shared", (_, in) -> {
                    Layer shared = affine("shared", 4);
                    return in.x().then(shared, tanh(), shared, tanh(), shared).square().mean();
                }), loss("regularized", (network, in) -> {
                    network.eachWeightCosts();
                    return in.x().then(affine(3)).square().mean();
                }), loss("single numbers", (network, _) -> network.given("a", -2).plus(network.given("b", 5))
                        .times(network.given("c", -4))));
    }

    static List<Written> optimizers() {
        return List.of(optimizer("momentum", momentum(0.1, 0.9)), optimizer("nesterov", nesterov(0.1, 0.9)),
                optimizer("adagrad", adagrad(0.1)), optimizer("rmsProp", rmsProp(0.1)), optimizer("adam", adam(0.1)),
                optimizer("adamW", adamW(0.1, 0.01)), optimizer("clipped by norm", sgd(0.1).clipByGlobalNorm(1)),
                optimizer("clipped by value", adam(0.1).clipByValue(1)), optimizer("sgd", sgd(0.1)));
    }
}
