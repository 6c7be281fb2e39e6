package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;

/// Losses, each the mean over the batch of one number for each row.
public abstract class Losses extends Activations {
    Losses() {
    }

    /// −Σ y log p over the classes, for probabilities `p`, as on a slide. Written over a softmax it is computed from the
    /// scores beneath, so that it is exact however large they are.
    ///
    /// @param p probabilities, `[batch, classes]`
    /// @param y what they should be: one-hot, or any distribution, of the same shape
    public static Tensor crossEntropy(Tensor p, Tensor y) {
        Compared.probabilities("crossEntropy", p, "softmax", "crossEntropyWithLogits");
        return Compared.of("crossEntropy", p, y).sum((prediction, target) -> target.times(prediction.log()).negate());
    }

    /// −log p at the label's class, for probabilities `p`.
    public static Tensor crossEntropy(Tensor p, Labels y) {
        return crossEntropy(p, Compared.classes("crossEntropy", p, y));
    }

    /// −Σ y log softmax(z) over the classes, for scores `z`.
    ///
    /// @param z scores (logits), `[batch, classes]`; not probabilities
    /// @param y one-hot, or any distribution, of the same shape
    public static Tensor crossEntropyWithLogits(Tensor z, Tensor y) {
        Compared.logits("crossEntropyWithLogits", z, "crossEntropy");
        Tensor log = z.build().add(new Op.LogSoftmax(z.value()));
        return Compared.of("crossEntropyWithLogits", log, y)
                .sum((prediction, target) -> target.times(prediction).negate());
    }

    /// −log softmax(z) at the label's class, for scores `z`.
    public static Tensor crossEntropyWithLogits(Tensor z, Labels y) {
        return crossEntropyWithLogits(z, Compared.classes("crossEntropyWithLogits", z, y));
    }
}
