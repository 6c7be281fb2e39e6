package dev.gradc.examples;

import dev.gradc.compiler.Compiler;
import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// 12. The backward pass as formulas, derived from a loss that is written as on a slide:
/// `gradc explain E12BackwardPass.java --stage math`.
public class E12BackwardPass extends Network {
    /// Four layers: n-4-5-5-4 with n = 3.
    @Override
    protected void define() {
        Tensor x = input("x", 3);
        Labels y = labels("y", 4);
        Tensor h = x.then(affine("z1", 4), relu(), affine("z2", 5), relu(), affine("z3", 5), relu());
        Tensor z4 = h.then(affine("z4", 4));
        output("o4", softmax(z4));
        loss(crossEntropy(softmax(z4), y));
        optimizer(sgd(0.1));
    }

    /// Logistic regression: (a − y)x.
    public static class Logistic extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 2);
            Tensor y = input("y", 1);
            Tensor z = x.then(affine("z", 1));
            output("a", sigmoid(z));
            loss(binaryCrossEntropy(sigmoid(z), y));
            optimizer(sgd(0.1));
        }
    }

    /// Two layers: ∂L/∂W¹ = (W²ᵀ ∘ g′(z¹)(a² − y))xᵀ.
    public static class TwoLayers extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 2);
            Tensor y = input("y", 1);
            Tensor z2 = x.then(affine("z1", 3), tanh(), affine("z2", 1));
            output("a2", sigmoid(z2));
            loss(binaryCrossEntropy(sigmoid(z2), y));
            optimizer(sgd(0.1));
        }
    }

    /// The derivation of a network.
    public static String derivation(Network network) {
        return Compiler.math(network.definition());
    }
}
