package dev.gradc.examples;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// 2. Exclusive or needs a second layer. Here it is learnt, by two hidden units or three; [Drawn] has the weights given.
public class E02Xor extends Network {
    private final int hidden;

    /// 2-2-1.
    public E02Xor() {
        this(2);
    }

    /// 2-hidden-1.
    public E02Xor(int hidden) {
        this.hidden = hidden;
    }

    @Override
    protected void define() {
        Tensor x = input("x", 2);
        Labels y = labels("y", 2);
        Tensor p = x.then(affine(hidden).weights(glorotNormal()), tanh(), affine(1).weights(glorotNormal()), sigmoid());
        output("p", p);
        loss(binaryCrossEntropy(p, y));
        optimizer(adam(0.1));
        fullBatch();
        epochs(300);
        data("xor");
    }

    /// XOR = AND(A, B) with A = OR and B = NAND: perceptrons in two layers.
    public static class Drawn extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 2);
            double[][] orNand = {{1, 1}, {-1, -1}};
            Tensor ab = x.then(affine("ab", 2).weights(transposed(orNand)).bias(values(-0.5, 1.5)), binaryStep());
            Tensor and = ab.then(affine("and", 1).weights(values(1, 1)).bias(values(-1.5)), binaryStep());
            output("hidden", ab);
            output("xor", and);
        }
    }
}
