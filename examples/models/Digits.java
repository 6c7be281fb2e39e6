package dev.gradc.examples;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// Handwritten digits of 8 × 8 pixels from a CSV file whose last column is the digit, such as the UCI repository's
/// optdigits: `gradc train Digits.java --data optdigits.tra --test optdigits.tes`.
public class Digits extends Network {
    @Override
    protected void define() {
        Tensor x = input("x", 64);
        Labels y = labels("y", 10);
        Tensor z = x.then(affine(128), relu(), dropout(0.2), affine(64), relu(), affine(10));
        output("probabilities", softmax(z));
        loss(crossEntropy(softmax(z), y));
        optimizer(adam(cosineDecay(0.003)));
        batch(64);
        epochs(25);
    }
}
