import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// A square whose derivative is said to be its argument, and not twice that.
public class Wrong extends Network {
    @Override
    protected void define() {
        Tensor x = input("x", 3);
        Tensor squares = custom("square", x.then(affine(4)), a -> a.times(a), (a, b, g) -> g.times(a));
        Tensor y = squares.then(affine(1));
        output("y", y);
        loss(halfSquaredError(y, input("target", 1)));
        optimizer(sgd(0.1));
    }
}
