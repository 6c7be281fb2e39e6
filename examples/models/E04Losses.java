package dev.gradc.examples;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// 4. Losses, each a mean over the batch. A network may have several; here all are outputs, side by side.
public class E04Losses extends Network {
    @Override
    protected void define() {
        Tensor z = input("z", 4);
        Labels y = labels("y", 4);
        Tensor p = softmax(z);
        output("softmax", p);
        output("class index", crossEntropy(p, y));
        output("one-hot", crossEntropy(p, y.oneHot()));
        output("from scores", crossEntropyWithLogits(z, y));
        // KL(P‖Q) of a one-hot P is the cross-entropy: P's own entropy is 0.
        output("kl", klDivergence(y.oneHot(), p));
        // ½(y − ŷ)², summed over the four outputs.
        output("squared", halfSquaredError(p, y.oneHot()));
        output("hinge", hinge(z, y));
        // Each class for itself, as if they did not exclude one another.
        output("binary", binaryCrossEntropy(sigmoid(z), y.oneHot()));
    }
}
