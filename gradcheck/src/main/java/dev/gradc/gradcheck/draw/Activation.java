package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Activations;
import dev.gradc.dsl.Layer;

/// The activations of the DSL; the simplest come first.
public enum Activation {
    /// The hyperbolic tangent.
    TANH(true, Code.word("tanh", Activations::tanh)),
    /// The logistic function.
    SIGMOID(true, Code.word("sigmoid", Activations::sigmoid)),
    /// log(1 + eˣ).
    SOFTPLUS(true, Code.word("softplus", Activations::softplus)),
    /// x·σ(x).
    SILU(true, Code.word("silu", Activations::silu)),
    /// x·Φ(x).
    GELU(true, Code.word("gelu", Activations::gelu)),
    /// An approximation of x·Φ(x).
    GELU_TANH(true, Code.word("geluTanh", Activations::geluTanh)),
    /// x·tanh(log(1 + eˣ)).
    MISH(true, Code.word("mish", Activations::mish)),
    /// eˣ / Σ eˣ.
    SOFTMAX(true, Code.word("softmax", Activations::softmax)),
    /// x − log Σ eˣ.
    LOG_SOFTMAX(true, Code.word("logSoftmax", Activations::logSoftmax)),
    /// max(0, x).
    RELU(false, Code.word("relu", Activations::relu)),
    /// x where x > 0, else 0.3·x.
    LEAKY_RELU(false, new Code<>("leakyRelu(0.3)", () -> Activations.leakyRelu(0.3))),
    /// x where x > 0, else 0.7·(eˣ − 1).
    ELU(false, new Code<>("elu(0.7)", () -> Activations.elu(0.7))),
    /// The scaled exponential linear unit.
    SELU(false, Code.word("selu", Activations::selu)),
    /// x / (1 + |x|).
    SOFTSIGN(false, Code.word("softsign", Activations::softsign)),
    /// x/6 + ½, cut off at 0 and 1.
    HARD_SIGMOID(false, Code.word("hardSigmoid", Activations::hardSigmoid)),
    /// x times its hard sigmoid.
    HARD_SWISH(false, Code.word("hardSwish", Activations::hardSwish)),
    /// 1 where x ≥ 0, else 0.
    BINARY_STEP(false, Code.word("binaryStep", Activations::binaryStep));

    private final boolean smooth;
    private final Code<Layer> code;

    Activation(boolean smooth, Code<Layer> code) {
        this.smooth = smooth;
        this.code = code;
    }

    /// Whether it has a derivative everywhere.
    public boolean smooth() {
        return smooth;
    }

    /// The word by which the DSL calls it.
    public String word() {
        return code.text().substring(0, code.text().indexOf('('));
    }

    Code<Layer> code() {
        return code;
    }
}
