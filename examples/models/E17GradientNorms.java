package dev.gradc.examples;

import dev.gradc.dsl.Initial;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Model;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// 17. Vanishing and exploding gradients. The gradient by an early layer's weights is a product of the Jacobians of all
/// layers behind it, Jᵏ = diag(g′(zᵏ))Wᵏ; where their norms are mostly less than 1 it vanishes with depth, where they are
/// mostly greater it explodes. Activation and initialisation decide which. (By Wᵏ it is also as large as the layer's input,
/// which grows forward as the other factor grows backward: with ReLU, all layers' gradients explode together.)
public class E17GradientNorms extends Network {
    /// Units of each hidden layer.
    public static final int WIDTH = 24;

    private final int depth;
    private final Layer activation;
    private final Initial weights;

    /// 20 layers of sigmoids, whose gradients vanish.
    public E17GradientNorms() {
        this(20, sigmoid(), glorotNormal());
    }

    /// @param depth how many hidden layers there are
    /// @param activation of each
    /// @param weights how their weights begin
    public E17GradientNorms(int depth, Layer activation, Initial weights) {
        this.depth = depth;
        this.activation = activation;
        this.weights = weights;
    }

    @Override
    protected void define() {
        Tensor h = input("x", WIDTH);
        Tensor[] layers = new Tensor[depth + 1];
        for (int k = 1; k <= depth; k++) {
            Tensor z = h.then(affine("z" + k, WIDTH).weights(weights));
            h = activation.apply(z);
            layers[k] = h;
            output("g'(z" + k + ")", grad(h.sum(), z));
        }
        Tensor loss = halfSquaredError(h.then(affine("out", 1)), input("y", 1));
        for (int k = 1; k <= depth; k++) {
            output("∂L/∂h" + k, grad(loss, layers[k]));
        }
        loss(loss);
        optimizer(sgd(0.01));
    }

    /// ‖∂L/∂Wᵏ‖ for each hidden layer, the first layer's first.
    public double[] gradientNorms(Model model, DataSet rows) {
        Map<String, double[]> gradients = model.gradients(rows);
        return IntStream.rangeClosed(1, depth)
                .mapToDouble(k -> norm(Objects.requireNonNull(gradients.get("z" + k + ".weight")))).toArray();
    }

    static double norm(double[] vector) {
        double squares = 0;
        for (double x : vector) {
            squares += x * x;
        }
        return StrictMath.sqrt(squares);
    }
}
