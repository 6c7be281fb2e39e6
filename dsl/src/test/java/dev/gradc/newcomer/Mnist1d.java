package dev.gradc.newcomer;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// A model as a user writes it.
public class Mnist1d extends Network {
    @Override
    protected void define() {
        Tensor x = input("x", 40);
        Labels y = labels("y", 10);
        Tensor h = x.then(affine("hidden1", 100), relu(), affine("hidden2", 100), relu());
        Tensor z = h.then(affine("z", 10));
        output("probabilities", softmax(z));
        loss(crossEntropy(softmax(z), y));
        optimizer(adam(0.002));
        epochs(40);
        batch(100);
        data("mnist1d");
    }
}
