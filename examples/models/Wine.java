package dev.gradc.examples;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// Three cultivars by 13 analyses of their wine: `gradc train Wine.java --data wine.csv --test 30%`.
public class Wine extends Network {
    @Override
    protected void define() {
        Tensor x = input("x", 13);
        Labels y = labels("y", 3);
        Tensor z = x.then(affine(16), tanh(), affine(3));
        output("probabilities", softmax(z));
        loss(crossEntropy(softmax(z), y));
        regularize(l2(0.001));
        optimizer(adam(0.01));
        batch(16);
        epochs(60);
    }
}
