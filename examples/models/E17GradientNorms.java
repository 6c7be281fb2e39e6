package dev.gradc.examples;

import dev.gradc.dsl.Initial;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Predictions;
import java.util.Arrays;
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

    /// Jᵏ = ∂hᵏ/∂hᵏ⁻¹ at the first row, as a matrix with a row for each unit.
    public static double[][] jacobian(Model model, Predictions at, int k) {
        double[] weight = model.parameter("z" + k + ".weight");
        double[] slope = at.row("g'(z" + k + ")", 0);
        double[][] jacobian = new double[WIDTH][WIDTH];
        for (int out = 0; out < WIDTH; out++) {
            for (int in = 0; in < WIDTH; in++) {
                jacobian[out][in] = slope[out] * weight[in * WIDTH + out];
            }
        }
        return jacobian;
    }

    /// gᵀJ: how a gradient goes back through a layer.
    public static double[] back(double[] gradient, double[][] jacobian) {
        double[] back = new double[WIDTH];
        for (int out = 0; out < WIDTH; out++) {
            for (int in = 0; in < WIDTH; in++) {
                back[in] += gradient[out] * jacobian[out][in];
            }
        }
        return back;
    }

    /// The greatest singular value of a matrix, by power iteration on JᵀJ.
    public static double spectralNorm(double[][] jacobian) {
        double[] v = new double[WIDTH];
        Arrays.setAll(v, i -> 1 + 0.01 * i);
        double sigma = 0;
        for (int step = 0; step < 1000; step++) {
            double[] u = new double[WIDTH];
            for (int out = 0; out < WIDTH; out++) {
                for (int in = 0; in < WIDTH; in++) {
                    u[out] += jacobian[out][in] * v[in];
                }
            }
            v = back(u, jacobian);
            double length = norm(v);
            if (length == 0) {
                return 0;
            }
            sigma = StrictMath.sqrt(length);
            for (int i = 0; i < WIDTH; i++) {
                v[i] /= length;
            }
        }
        return sigma;
    }

    static double norm(double[] vector) {
        double squares = 0;
        for (double x : vector) {
            squares += x * x;
        }
        return StrictMath.sqrt(squares);
    }
}
