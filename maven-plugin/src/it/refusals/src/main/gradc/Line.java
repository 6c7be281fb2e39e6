import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// There is nothing wrong with it.
public class Line extends Network {
    @Override
    protected void define() {
        Tensor y = input("x", 3).then(affine(1));
        output("y", y);
        loss(halfSquaredError(y, input("target", 1)));
        optimizer(sgd(0.1));
    }
}
