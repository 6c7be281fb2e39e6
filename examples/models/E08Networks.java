package dev.gradc.examples;

import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// 8. Fully connected networks of any depth and width. `new E08Networks(relu(), softmax(), 7, 4, 5, 5, 4)` is a network
/// with 7 inputs, hidden layers of 4, 5 and 5 units, and 4 outputs.
public class E08Networks extends Network {
    private final Layer activation;
    private final Layer head;
    private final int[] widths;

    /// 2-3-1, sigmoid throughout.
    public E08Networks() {
        this(sigmoid(), sigmoid(), 2, 3, 1);
    }

    /// @param activation of the hidden layers
    /// @param head of the last layer: softmax, sigmoid, or `sequential()` for none
    /// @param widths of the input and of each layer
    public E08Networks(Layer activation, Layer head, int... widths) {
        this.activation = activation;
        this.head = head;
        this.widths = widths.clone();
    }

    @Override
    protected void define() {
        Tensor h = input("x", widths[0]);
        for (int layer = 1; layer < widths.length; layer++) {
            boolean last = layer == widths.length - 1;
            h = h.then(affine("z" + layer, widths[layer]), last ? head : activation);
        }
        output("y", h);
    }

    /// A ReLU network with its numbers given, 2-3-2-1: W as it stands in Wx, a row for each output.
    public static class Given extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 2);
            double[][] w1 = {{1, -1}, {2, 1}, {0, 1}};
            double[][] w2 = {{1, -2, 1}, {0, 1, -1}};
            double[][] w3 = {{2, 3}};
            Tensor z1 = x.then(affine("z1", 3).weights(transposed(w1)).bias(values(0.5, -3, 1)));
            Tensor z2 = z1.then(relu(), affine("z2", 2).weights(transposed(w2)).bias(values(1, 0)));
            Tensor z3 = z2.then(relu(), affine("z3", 1).weights(transposed(w3)).bias(values(-1)));
            output("y", z3);
            output("z1", z1);
            output("z2", z2);
        }
    }
}
