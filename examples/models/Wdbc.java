package dev.gradc.examples;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// Benign or malignant, by 30 measures of cell nuclei (Street, Wolberg and Mangasarian 1993), where the first column is a
/// number of the patient: `gradc train Wdbc.java --data wdbc.data:ignore=1,label=2 --test 30%`.
public class Wdbc extends Network {
    @Override
    protected void define() {
        Tensor x = input("x", 30);
        Labels y = labels("y", 2);
        Tensor z = x.then(affine(16), tanh(), affine(1));
        output("malignant", sigmoid(z));
        loss(binaryCrossEntropy(sigmoid(z), y));
        regularize(l2(0.001));
        optimizer(adam(0.01));
        batch(16);
        epochs(40);
    }
}
