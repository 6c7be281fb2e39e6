package dev.gradc.examples;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// 5. A softmax classifier: three scores Wx + b of four numbers, made probabilities, and −log of the right one.
public class E05SoftmaxClassifier extends Network {
    /// As `W` stands in `Wx`: a row for each class.
    static final double[][] W = {{0.01, -0.05, 0.1, 0.05}, {0.7, 0.2, 0.05, 0.16}, {0.0, -0.45, -0.2, 0.03}};

    @Override
    protected void define() {
        Tensor x = input("x", 4);
        Labels y = labels("y", 3);
        Tensor scores = x.then(affine("scores", 3).weights(transposed(W)).bias(values(0, 0.2, -0.3)));
        output("scores", scores);
        output("probabilities", softmax(scores));
        output("hinge", hinge(scores, y));
        loss(crossEntropy(softmax(scores), y));
        optimizer(sgd(0.01));
    }

    /// The same from the scores on. The parameter is added to them, so that its gradient is that by the scores.
    public static class Head extends Network {
        @Override
        protected void define() {
            Tensor scores = input("x", 3).plus(parameter("shift", zeros(), 3));
            Labels y = labels("y", 3);
            output("probabilities", softmax(scores));
            output("hinge", hinge(scores, y));
            loss(crossEntropy(softmax(scores), y));
            optimizer(sgd(0.01));
        }
    }
}
