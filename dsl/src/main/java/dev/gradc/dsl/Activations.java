package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;

/// Activations, each one formula, as a function of a tensor (`relu(x)`) and as a layer (`x.then(relu())`).
///
/// The derivative at a kink between two branches is that of the left one: ReLU′(0) = 0, leaky ReLU′(0) = α.
public abstract class Activations extends Tensors {
    private static final double SQRT_HALF = 0.7071067811865476;
    private static final double SQRT_TWO_OVER_PI = 0.7978845608028654;
    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;

    Activations() {
    }

    /// 1 where x ≥ 0, else 0, as a perceptron's threshold; its derivative is zero.
    public static Tensor binaryStep(Tensor a) {
        return a.map(x -> Scalar.of(0).isAtMost(x).choose(1, 0));
    }

    /// 1 where x ≥ 0, else 0.
    public static Layer binaryStep() {
        return Located.here(Activations::binaryStep);
    }

    /// σ(x) = 1 / (1 + e⁻ˣ).
    public static Tensor sigmoid(Tensor a) {
        return a.map(Scalar::sigmoid);
    }

    /// σ(x) = 1 / (1 + e⁻ˣ).
    public static Layer sigmoid() {
        return Located.here(Activations::sigmoid);
    }

    /// The hyperbolic tangent.
    public static Tensor tanh(Tensor a) {
        return a.map(Scalar::tanh);
    }

    /// The hyperbolic tangent.
    public static Layer tanh() {
        return Located.here(Activations::tanh);
    }

    /// max(0, x).
    public static Tensor relu(Tensor a) {
        return a.map(x -> x.isAtMost(0).choose(0, x));
    }

    /// max(0, x).
    public static Layer relu() {
        return Located.here(Activations::relu);
    }

    /// x where x > 0, else 0.1·x.
    public static Tensor leakyRelu(Tensor a) {
        return leakyRelu(a, 0.1);
    }

    /// x where x > 0, else αx.
    ///
    /// @throws dev.gradc.runtime.GradcException when α is not from 0 to 1
    public static Tensor leakyRelu(Tensor a, double alpha) {
        slope(alpha);
        return a.map(x -> x.isAtMost(0).choose(x.times(alpha), x));
    }

    /// x where x > 0, else 0.1·x.
    public static Layer leakyRelu() {
        return leakyRelu(0.1);
    }

    /// x where x > 0, else αx.
    public static Layer leakyRelu(double alpha) {
        slope(alpha);
        return Located.here(a -> leakyRelu(a, alpha));
    }

    /// x where x > 0, else α(eˣ − 1) (Clevert et al. 2016).
    ///
    /// @throws dev.gradc.runtime.GradcException when α is negative
    public static Tensor elu(Tensor a, double alpha) {
        eluAlpha(alpha);
        return a.map(x -> x.isAtMost(0).choose(x.expm1().times(alpha), x));
    }

    /// x where x > 0, else α(eˣ − 1).
    public static Layer elu(double alpha) {
        eluAlpha(alpha);
        return Located.here(a -> elu(a, alpha));
    }

    /// λx where x > 0, else λα(eˣ − 1), with the constants of Klambauer et al. 2017.
    public static Tensor selu(Tensor a) {
        return a.map(x -> x.isAtMost(0).choose(x.expm1().times(SELU_ALPHA), x).times(SELU_SCALE));
    }

    /// λx where x > 0, else λα(eˣ − 1), with the constants of Klambauer et al. 2017.
    public static Layer selu() {
        return Located.here(Activations::selu);
    }

    /// log(1 + eˣ).
    public static Tensor softplus(Tensor a) {
        return a.map(Scalar::softplus);
    }

    /// log(1 + eˣ).
    public static Layer softplus() {
        return Located.here(Activations::softplus);
    }

    /// x / (1 + |x|).
    public static Tensor softsign(Tensor a) {
        return a.map(x -> x.over(x.abs().plus(1)));
    }

    /// x / (1 + |x|).
    public static Layer softsign() {
        return Located.here(Activations::softsign);
    }

    /// x·Φ(x), with the normal distribution's Φ by the error function (Hendrycks and Gimpel 2016).
    public static Tensor gelu(Tensor a) {
        return a.map(x -> x.times(0.5).times(x.times(SQRT_HALF).erf().plus(1)));
    }

    /// x·Φ(x), with the normal distribution's Φ by the error function.
    public static Layer gelu() {
        return Located.here(Activations::gelu);
    }

    /// ½x(1 + tanh(√(2/π)(x + 0.044715x³))), the approximation of x·Φ(x) that Hendrycks and Gimpel 2016 give.
    public static Tensor geluTanh(Tensor a) {
        return a.map(x -> x.times(0.5).times(
                x.plus(x.times(x.square()).times(0.044715)).times(SQRT_TWO_OVER_PI).tanh().plus(1)));
    }

    /// ½x(1 + tanh(√(2/π)(x + 0.044715x³))).
    public static Layer geluTanh() {
        return Located.here(Activations::geluTanh);
    }

    /// x·σ(x), also called swish.
    public static Tensor silu(Tensor a) {
        return a.map(x -> x.times(x.sigmoid()));
    }

    /// x·σ(x), also called swish.
    public static Layer silu() {
        return Located.here(Activations::silu);
    }

    /// x·tanh(log(1 + eˣ)) (Misra 2020).
    public static Tensor mish(Tensor a) {
        return a.map(x -> x.times(x.softplus().tanh()));
    }

    /// x·tanh(log(1 + eˣ)).
    public static Layer mish() {
        return Located.here(Activations::mish);
    }

    /// x/6 + ½, cut off at 0 and 1 (Howard et al. 2019).
    public static Tensor hardSigmoid(Tensor a) {
        return a.map(Activations::hardSigmoid);
    }

    /// x/6 + ½, cut off at 0 and 1.
    public static Layer hardSigmoid() {
        return Located.here(Activations::hardSigmoid);
    }

    /// x times the hard sigmoid of x (Howard et al. 2019).
    public static Tensor hardSwish(Tensor a) {
        return a.map(x -> x.times(hardSigmoid(x)));
    }

    /// x times the hard sigmoid of x.
    public static Layer hardSwish() {
        return Located.here(Activations::hardSwish);
    }

    /// eˣ / Σ eˣ over the last axis.
    ///
    /// @throws dev.gradc.runtime.GradcException when there is no axis beside the batch
    public static Tensor softmax(Tensor a) {
        return a.build().add(new Op.Softmax(lastAxis(a, "softmax").value()));
    }

    /// eˣ / Σ eˣ over the last axis.
    public static Layer softmax() {
        return Located.here(Activations::softmax);
    }

    /// x − log Σ eˣ over the last axis.
    ///
    /// @throws dev.gradc.runtime.GradcException when there is no axis beside the batch
    public static Tensor logSoftmax(Tensor a) {
        return a.build().add(new Op.LogSoftmax(lastAxis(a, "log-softmax").value()));
    }

    /// x − log Σ eˣ over the last axis.
    public static Layer logSoftmax() {
        return Located.here(Activations::logSoftmax);
    }

    private static void slope(double alpha) {
        Lines.require(alpha >= 0 && alpha <= 1, "the slope α of the leaky ReLU is " + alpha
                + ", but must be at least 0 and at most 1");
    }

    private static void eluAlpha(double alpha) {
        Lines.require(alpha >= 0 && Double.isFinite(alpha), "the α of the ELU is " + alpha
                + ", but must be a finite number that is not negative");
    }

    private static Scalar hardSigmoid(Scalar x) {
        return x.over(6).plus(0.5).max(0).min(1);
    }

    static Tensor lastAxis(Tensor a, String what) {
        if (a.isScalar() || a.extents().getLast() == Shape.BATCH) {
            throw Lines.mistake(a.build().line(), what + " normalises the last axis, but " + a
                    + " has none beside the batch; for one output use sigmoid");
        }
        return a;
    }
}
