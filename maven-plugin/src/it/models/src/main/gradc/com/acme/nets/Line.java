package com.acme.nets;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// A line, whose width another file of the models knows.
public class Line extends Network {
    @Override
    protected void define() {
        Tensor y = input("x", Widths.INPUTS).then(affine(1));
        output("y", y);
        loss(halfSquaredError(y, input("target", 1)));
        optimizer(sgd(0.1));
    }
}
