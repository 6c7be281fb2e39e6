package dev.gradc.examples;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.MixUp;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// 15. Regularisation: means against learning the training rows by heart. With few rows, a network that has none of them
/// does far better on those than on others; each of them narrows the gap.
public class E15Regularization extends Network {
    /// What is done.
    public enum Means {
        /// Nothing.
        NONE,
        /// λ Σ|w| is added to the loss.
        L1,
        /// λ Σw² is added to the loss.
        L2,
        /// Half of the hidden numbers are dropped at random.
        DROPOUT,
        /// Rows are mixed, and their targets in the same way.
        MIXUP,
        /// Layers are gone round at random.
        STOCHASTIC_DEPTH
    }

    private final Means means;

    /// With dropout.
    public E15Regularization() {
        this(Means.DROPOUT);
    }

    /// @param means what is done
    public E15Regularization(Means means) {
        this.means = means;
    }

    @Override
    protected void define() {
        Tensor x = input("x", 40);
        Labels y = labels("y", 10);
        MixUp mix = mixUp(1);
        boolean mixes = means == Means.MIXUP;
        Layer drop = means == Means.DROPOUT ? dropout(0.5) : sequential();
        Layer block = means == Means.STOCHASTIC_DEPTH
                ? stochasticDepth(0.5, affine(48), relu())
                : residual(affine(48), relu());
        Tensor z = (mixes ? mix.of(x) : x).then(affine(48), relu(), drop, block, drop, affine(10));
        output("probabilities", softmax(z));
        loss(crossEntropy(softmax(z), mixes ? mix.of(y) : y.oneHot()));
        if (means == Means.L1) {
            regularize(l1(0.001));
        } else if (means == Means.L2) {
            regularize(l2(0.003));
        }
        optimizer(adam(0.003));
        batch(50);
        epochs(60);
        data("mnist1d:samples=500");
    }

    /// What w₁ = (1, 0, 0, 0) and w₂ = (¼, ¼, ¼, ¼) cost. Both give the same score to (1, 1, 1, 1); L2 prefers w₂, which
    /// looks at all of it, and L1 is indifferent.
    public static class Costs extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 4);
            Tensor w1 = parameter("w1", values(1, 0, 0, 0), 4);
            Tensor w2 = parameter("w2", values(0.25, 0.25, 0.25, 0.25), 4);
            output("w1·x", x.matmul(w1));
            output("w2·x", x.matmul(w2));
            output("L1 of w1", l1(1).penalty(w1));
            output("L1 of w2", l1(1).penalty(w2));
            output("L2 of w1", l2(1).penalty(w1));
            output("L2 of w2", l2(1).penalty(w2));
        }
    }
}
