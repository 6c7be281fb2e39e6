import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// Exclusive or, which was trained with tanh.
public class Gate extends Network {
    @Override
    protected void define() {
        Tensor x = input("x", 2);
        Tensor z = x.then(affine(4), relu(), affine(2));
        output("probabilities", softmax(z));
        loss(crossEntropy(softmax(z), labels("y", 2)));
        optimizer(adam(0.1));
        batch(4);
        epochs(60);
        data("xor");
    }
}
