package dev.gradc.compiler.rewrite;

/// The families of laws by which graphs are rewritten, each with the licence to do so.
public enum Law {
    /// See [Canonicalize].
    STRUCTURE(Licence.EXACT, "views of views in one, transposed and broadcast operands read as they are"),
    /// See [dev.gradc.compiler.scalar.Algebra].
    FORMULA(Licence.EXACT, "-(-x) = x, x*1 = x, and the like"),
    /// The laws of functions in [dev.gradc.compiler.scalar.StableAlgebra].
    FUNCTION(Licence.STABILIZING, "log(exp x) = x, log(1 + x) = log1p x, log sigma(x) = -softplus(-x), and the like"),
    /// Common factors.
    FACTOR(Licence.STABILIZING, "x*y + x*z = x*(y + z)"),
    /// The laws that save operations in [dev.gradc.compiler.scalar.StableAlgebra].
    OPERATIONS(Licence.STABILIZING, "x*(1/y) = x/y, (x*a)*b = x*(a*b) for constants, and the like"),
    /// See [SoftmaxLaws].
    SOFTMAX(Licence.STABILIZING, "log softmax(x) = logSoftmax(x), exp x / sum(exp x) = softmax(x), and the like"),
    /// See [SoftmaxLaws#unshifted].
    SHIFT(Licence.STABILIZING, "softmax(x + c) = softmax(x)"),
    /// See [SumLaws].
    SUM(Licence.STABILIZING, "sum(-x) = -sum(x), sums of equal numbers are products, a distribution sums up to 1"),
    /// The gradient of a cross-entropy.
    SOFTMAX_GRADIENT(Licence.STABILIZING, "the gradient of a cross-entropy of softmax(z) is softmax(z) - y"),
    /// Guards against what cannot be.
    GUARD(Licence.STABILIZING, "a guard against a sum of 0 goes where the sum is 1"),
    /// See [Signs].
    SIGN(Licence.STABILIZING, "signs of operands stand in the formulas that read them"),
    /// See [Inlining].
    ACROSS(Licence.STABILIZING, "the laws of functions and factors across several values"),
    /// See [InferenceFold].
    AFFINE(Licence.INFERENCE_FOLD, "(x*W1 + b1)*W2 + b2 = x*(W1*W2) + (b1*W2 + b2) when predicting");

    private final Licence licence;
    private final String statement;

    Law(Licence licence, String statement) {
        this.licence = licence;
        this.statement = statement;
    }

    /// What a law may do to the numbers.
    public enum Licence {
        /// Every element keeps its bits.
        EXACT("exact"),
        /// Equal over the reals, and never less accurate.
        STABILIZING("stabilizing"),
        /// Equal over the reals; the bits of predictions change on purpose, to save work.
        INFERENCE_FOLD("inference-fold");

        private final String word;

        Licence(String word) {
            this.word = word;
        }

        /// The licence in a word.
        public String word() {
            return word;
        }
    }

    /// The licence.
    public Licence licence() {
        return licence;
    }

    /// What the laws say.
    public String statement() {
        return statement;
    }
}
