package dev.gradc.examples.service;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// Three species of iris by four measures (Fisher 1936). Beside it stands what this made of 105 of the 150 flowers:
/// `gradc train Iris.java --data iris.csv --test 30% --out Iris.gradc`.
public class Iris extends Network {
    @Override
    protected void define() {
        Tensor x = input("x", 4);
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
