package dev.gradc.examples;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// 9. Layers without an activation between them are one affine map: W⁴(W³(W²(W¹x + b¹) + b²) + b³) + b⁴ = Wx + b.
/// When predicting, gradc computes that one, and says so: see `Compiler.Compiled#notes`.
public class E09NoActivation extends Network {
    static final int[] WIDTHS = {3, 5, 4, 6, 2};

    @Override
    protected void define() {
        Tensor h = input("x", WIDTHS[0]);
        for (int layer = 1; layer < WIDTHS.length; layer++) {
            h = h.then(affine("z" + layer, WIDTHS[layer]).bias(normal(0, 1)));
        }
        output("y", h);
    }

    /// The same, with W and b multiplied out in the network.
    public static class Collapsed extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", WIDTHS[0]);
            Tensor weight = parameter("z1.weight", heUniform(), WIDTHS[0], WIDTHS[1]);
            Tensor bias = parameter("z1.bias", normal(0, 1), WIDTHS[1]);
            for (int layer = 2; layer < WIDTHS.length; layer++) {
                Tensor next = parameter("z" + layer + ".weight", heUniform(), WIDTHS[layer - 1], WIDTHS[layer]);
                weight = weight.matmul(next);
                bias = bias.matmul(next).plus(parameter("z" + layer + ".bias", normal(0, 1), WIDTHS[layer]));
            }
            output("y", x.matmul(weight).plus(bias));
        }
    }
}
