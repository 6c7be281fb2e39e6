package dev.gradc.examples;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// 3. Logistic regression: σ(wᵀx + b) is the probability of class 1, which is answered from ½ on.
public class E03LogisticRegression extends Network {
    @Override
    protected void define() {
        Tensor x = input("x", 2);
        Labels y = labels("y", 2);
        Tensor z = x.then(affine("z", 1).weights(values(2, -3)).bias(values(-3)));
        output("p", sigmoid(z));
        loss(binaryCrossEntropy(sigmoid(z), y));
        optimizer(sgd(0.5));
        batch(50);
        epochs(20);
        data("moons");
    }

    /// The same with the bias as the weight w₀ of a constant x₀ = 1: the same numbers.
    public static class BiasAsWeight extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 2);
            Labels y = labels("y", 2);
            Tensor x0 = column(1);
            Tensor z = concat(x0, x).then(affine("z", 1).weights(values(-3, 2, -3)).withoutBias());
            output("p", sigmoid(z));
            loss(binaryCrossEntropy(sigmoid(z), y));
            optimizer(sgd(0.5));
            batch(50);
            epochs(20);
            data("moons");
        }
    }
}
