package dev.gradc.dsl;

/// Layers. A layer object that is used twice shares its parameters; two calls make two layers.
public abstract class Layers extends Optimizers {
    Layers() {
    }

    /// The affine map `x·W + b` to `outputs` numbers, named `affine1`, `affine2`, … and its result `z1`, `z2`, …
    ///
    /// @throws dev.gradc.runtime.GradcException when `outputs` is less than 1
    public static Affine affine(int outputs) {
        return Affine.of("", outputs);
    }

    /// The affine map `x·W + b` to `outputs` numbers, which bears the name, as its result does.
    ///
    /// @throws dev.gradc.runtime.GradcException when `outputs` is less than 1
    public static Affine affine(String name, int outputs) {
        return Affine.of(name, outputs);
    }

    /// The largest of `pieces` affine maps for each of `outputs` numbers (Goodfellow et al. 2013).
    ///
    /// @throws dev.gradc.runtime.GradcException when `outputs` or `pieces` is less than 1
    public static Layer maxout(int outputs, int pieces) {
        return maxout("", outputs, pieces);
    }

    /// The largest of `pieces` affine maps for each of `outputs` numbers, under a name.
    public static Layer maxout(String name, int outputs, int pieces) {
        Lines.require(outputs >= 1 && pieces >= 1 && (long) outputs * pieces <= Integer.MAX_VALUE,
                "maxout has " + outputs + " outputs of " + pieces
                        + " pieces each, but both must be at least 1, and their product less than 2³¹");
        return OwnLayer.located("maxout", name, (scope, x) -> {
            int inputs = Activations.lastAxis(x, "maxout").extents().getLast();
            Tensor weight = scope.parameter("weight", Initializers.heUniform(), inputs, outputs * pieces);
            Tensor bias = scope.parameter("bias", Initializers.zeros(), outputs * pieces);
            Tensor z = x.matmul(weight).plus(bias);
            return Structure.reshapeLast(z, outputs, pieces).max(-1);
        });
    }

    /// Layer normalisation over the last axis (Ba et al. 2016) with ε = 10⁻⁵: `(x − μ) / √(σ² + ε) · gain + bias`.
    public static Layer layerNorm() {
        return layerNorm("");
    }

    /// Layer normalisation over the last axis, under a name.
    public static Layer layerNorm(String name) {
        return OwnLayer.located("norm", name, (scope, x) -> {
            int width = Activations.lastAxis(x, "layer normalisation").extents().getLast();
            Tensor gain = scope.parameter("gain", Initializers.constant(1), width);
            Tensor bias = scope.parameter("bias", Initializers.zeros(), width);
            Tensor centred = x.minus(Structure.reshapeAppended(x.mean(-1)));
            Tensor variance = Structure.reshapeAppended(centred.square().mean(-1));
            return centred.over(variance.map(v -> v.plus(1e-5).sqrt())).times(gain).plus(bias);
        });
    }

    /// Dropout (Srivastava et al. 2014), inverted: when training each number becomes 0 with probability `rate`, and is
    /// divided by 1 − rate otherwise; when predicting nothing happens.
    ///
    /// @param rate from 0 to less than 1
    /// @throws dev.gradc.runtime.GradcException when the rate is out of its range
    public static Layer dropout(double rate) {
        Masks.rate("dropout", rate);
        return Located.here(x -> Masks.dropout(x, rate));
    }

    /// `x + block(x)`.
    ///
    /// The layer throws a [dev.gradc.runtime.GradcException] when the block changes the shape.
    public static Layer residual(Layer... block) {
        return Located.here(x -> x.plus(Masks.sameShape("residual", x, x.then(block))));
    }

    /// Stochastic depth (Huang et al. 2016): `x + block(x)`, but when training a row goes round the block with probability
    /// `rate`, and through it is divided by 1 − rate otherwise.
    ///
    /// @param rate from 0 to less than 1
    /// @throws dev.gradc.runtime.GradcException when the rate is out of its range
    public static Layer stochasticDepth(double rate, Layer... block) {
        Masks.rate("stochastic depth", rate);
        return Located.here(
                x -> x.plus(Masks.dropRows(Masks.sameShape("stochasticDepth", x, x.then(block)), rate)));
    }

    /// Each row's numbers along one axis.
    public static Layer flatten() {
        return Located.here(Tensor::flatten);
    }

    /// The layers one after another; none at all is the identity.
    public static Layer sequential(Layer... layers) {
        return x -> x.then(layers);
    }

    /// One's own layer with parameters, by a formula of its scope and its input:
    /// `layer("scale", (own, x) -> x.times(own.parameter("gain", constant(1), 100)))`.
    public static Layer layer(String name, OwnLayer.Formula formula) {
        return new OwnLayer("layer", name, formula);
    }

    /// MixUp (Zhang et al. 2018), to be applied to an input and to its target alike.
    ///
    /// @param alpha α of the distribution Beta(α, α) of the share, greater than 0
    /// @throws dev.gradc.runtime.GradcException when α is not positive
    public static MixUp mixUp(double alpha) {
        return new MixUp(alpha);
    }
}
