package dev.gradc.examples;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// Handwritten digits of 28 × 28 pixels, 784-256-128-10, from the IDX files of MNIST:
/// `gradc train Mnist.java --data train-images-idx3-ubyte.gz --test t10k-images-idx3-ubyte.gz`.
public class Mnist extends Network {
    @Override
    protected void define() {
        Tensor x = input("x", 784);
        Labels y = labels("y", 10);
        Tensor z = x.then(affine(256), relu(), dropout(0.2), affine(128), relu(), affine(10));
        output("probabilities", softmax(z));
        loss(crossEntropy(softmax(z), y));
        optimizer(adam(cosineDecay(0.002)));
        batch(100);
        epochs(10);
    }
}
