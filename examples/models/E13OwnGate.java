package dev.gradc.examples;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import java.util.List;

/// 13. Gates as blocks with a forward and a backward pass of one's own; `gradc check E13OwnGate.java` compares them.
public class E13OwnGate extends Network {
    /// σ(x), whose derivative is written by its result: y(1 − y).
    static Tensor sigmoidGate(Tensor x) {
        return custom("sigmoid gate", x, a -> a.negate().exp().plus(1).map(e -> e.pow(-1)),
                (a, y, g) -> g.times(y).times(y.map(p -> p.oneMinus())));
    }

    /// xy: what flows back is swapped.
    static Tensor mulGate(Tensor x, Tensor y) {
        return custom("mul gate", List.of(x, y), args -> args.get(0).times(args.get(1)),
                (args, z, g) -> List.of(g.times(args.get(1)), g.times(args.get(0))));
    }

    /// Two of each, as in a gated unit.
    @Override
    protected void define() {
        Tensor x = input("x", 3);
        Tensor y = input("y", 1);
        Tensor gated = mulGate(x.then(affine(4), E13OwnGate::sigmoidGate), x.then(affine(4)));
        Tensor prediction = gated.then(affine(1));
        output("prediction", prediction);
        loss(halfSquaredError(prediction, y));
        optimizer(sgd(0.1));
    }

    /// The same with a mistake in the backward pass, which a check finds.
    public static class Wrong extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 3);
            Tensor y = input("y", 1);
            Tensor squares = custom("square", x.then(affine(4)), a -> a.times(a), (a, b, g) -> g.times(a));
            loss(halfSquaredError(squares.then(affine(1)), y));
            optimizer(sgd(0.1));
        }
    }
}
