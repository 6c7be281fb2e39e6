package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;
import java.util.function.BinaryOperator;

/// Losses: the mean over the batch of one number for each row. That number is the sum over the row's outputs, except where
/// a loss is a mean by its name ([#mse], [#mae]) and for [#huber], which follows them.
///
/// Those that take probabilities are written as on a slide. Over a softmax or a sigmoid they are computed from the scores
/// beneath, so that they are exact however large these are.
public abstract class Losses extends Activations {
    Losses() {
    }

    /// One's own loss: the mean over the batch of the sum over each row of a formula of prediction and target.
    public static Tensor pointwiseLoss(Tensor prediction, Tensor target, BinaryOperator<Scalar> formula) {
        return Compared.of("the loss", prediction, target).sum(formula);
    }

    /// ½(y − ŷ)².
    public static Tensor halfSquaredError(Tensor prediction, Tensor y) {
        return Compared.of("halfSquaredError", prediction, y).sum((p, t) -> t.minus(p).square().times(0.5));
    }

    /// (y − ŷ)², the mean over the batch and over the outputs.
    public static Tensor mse(Tensor prediction, Tensor y) {
        return Compared.of("mse", prediction, y).mean((p, t) -> t.minus(p).square());
    }

    /// |y − ŷ|, the mean over the batch and over the outputs.
    public static Tensor mae(Tensor prediction, Tensor y) {
        return Compared.of("mae", prediction, y).mean((p, t) -> t.minus(p).abs());
    }

    /// ½d² where d = |y − ŷ| ≤ δ, else δ(d − ½δ) (Huber 1964); the mean over the batch and over the outputs.
    ///
    /// @param delta δ, greater than 0
    public static Tensor huber(Tensor prediction, Tensor y, double delta) {
        Lines.require(delta > 0, "the δ of the Huber loss is " + delta + ", but must be greater than 0");
        return Compared.of("huber", prediction, y).mean((p, t) -> {
            Scalar d = t.minus(p).abs();
            return d.isAtMost(delta).choose(d.square().times(0.5), d.minus(delta / 2).times(delta));
        });
    }

    /// −(y log p + (1 − y) log(1 − p)), for probabilities `p`; 0 · log 0 is 0.
    ///
    /// @param y 0, 1 or between, of the same shape
    public static Tensor binaryCrossEntropy(Tensor p, Tensor y) {
        Compared.probabilities("binaryCrossEntropy", p, "sigmoid", "binaryCrossEntropyWithLogits");
        BinaryOperator<Scalar> term = Compared.logarithm(p);
        return Compared.of("binaryCrossEntropy", p, y)
                .sum((q, t) -> term.apply(t, q).plus(term.apply(t.oneMinus(), q.oneMinus())).negate());
    }

    /// −log p for the rows of class 1 and −log(1 − p) for those of class 0, for probabilities `p` of class 1.
    public static Tensor binaryCrossEntropy(Tensor p, Labels y) {
        return binaryCrossEntropy(p, Compared.bit("binaryCrossEntropy", y));
    }

    /// −(y log σ(z) + (1 − y) log(1 − σ(z))) = log(1 + eᶻ) − yz, for scores `z`.
    public static Tensor binaryCrossEntropyWithLogits(Tensor z, Tensor y) {
        Compared.logits("binaryCrossEntropyWithLogits", z, "binaryCrossEntropy");
        return Compared.of("binaryCrossEntropyWithLogits", z, y).sum((s, t) -> s.softplus().minus(t.times(s)));
    }

    /// The same for labels of two classes, with scores of class 1.
    public static Tensor binaryCrossEntropyWithLogits(Tensor z, Labels y) {
        return binaryCrossEntropyWithLogits(z, Compared.bit("binaryCrossEntropyWithLogits", y));
    }

    /// −Σ y log p over the classes, for probabilities `p`; 0 · log 0 is 0.
    ///
    /// @param p probabilities, `[batch, classes]`
    /// @param y what they should be: one-hot, or any distribution, of the same shape
    public static Tensor crossEntropy(Tensor p, Tensor y) {
        Compared.probabilities("crossEntropy", p, "softmax", "crossEntropyWithLogits");
        BinaryOperator<Scalar> term = Compared.logarithm(p);
        return Compared.of("crossEntropy", p, y).sum((q, t) -> term.apply(t, q).negate());
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
        Tensor log = z.build().add(new Op.LogSoftmax(lastAxis(z, "crossEntropyWithLogits").value()));
        return Compared.of("crossEntropyWithLogits", log, y).sum((q, t) -> t.times(q).negate());
    }

    /// −log softmax(z) at the label's class, for scores `z`.
    public static Tensor crossEntropyWithLogits(Tensor z, Labels y) {
        return crossEntropyWithLogits(z, Compared.classes("crossEntropyWithLogits", z, y));
    }

    /// KL(P‖Q) = Σ p (log p − log q) (Kullback and Leibler 1951); where p = 0 the term is 0.
    ///
    /// @param p the true distribution, `[batch, classes]`
    /// @param q the approximation, of the same shape: what a network predicts
    public static Tensor klDivergence(Tensor p, Tensor q) {
        return Compared.of("klDivergence", q, p)
                .sum((b, a) -> a.isAtMost(0).choose(0, a.times(a.log().minus(b.log()))));
    }

    /// max(0, 1 − ys), for scores `s` and targets −1 and 1.
    public static Tensor hinge(Tensor s, Tensor y) {
        return Compared.of("hinge", s, y).sum((score, t) -> positive(Scalar.of(1).minus(t.times(score))));
    }

    /// Σ max(0, sⱼ − s + 1) over the classes j other than the label's, with s the label's score (Weston and Watkins 1999).
    public static Tensor hinge(Tensor scores, Labels y) {
        Tensor target = Compared.classes("hinge", scores, y);
        Tensor correct = scores.times(target).sum(-1).reshape(1);
        Tensor margins = scores.map(correct, (s, c) -> positive(s.minus(c).plus(1)));
        return Compared.of("hinge", margins, target).sum((margin, t) -> margin.times(t.oneMinus()));
    }

    private static Scalar positive(Scalar x) {
        return x.isAtMost(0).choose(0, x);
    }
}
