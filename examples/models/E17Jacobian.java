package dev.gradc.examples;

import static dev.gradc.examples.E17GradientNorms.WIDTH;
import static dev.gradc.examples.E17GradientNorms.norm;

import dev.gradc.runtime.Model;
import dev.gradc.runtime.Predictions;
import java.util.Arrays;

/// 17, continued. The Jacobian of a layer of [E17GradientNorms] at one row, Jᵏ = ∂hᵏ/∂hᵏ⁻¹ = diag(g′(zᵏ))Wᵏ.
///
/// @param rows a row for each unit of the layer, a column for each of the layer before
public record E17Jacobian(double[][] rows) {
    private static final int STEPS = 1000;

    /// The Jacobian of layer k at the first of the rows that were predicted.
    public static E17Jacobian of(Model model, Predictions at, int k) {
        double[] weight = model.parameter("z" + k + ".weight");
        double[] slope = at.row("g'(z" + k + ")", 0);
        double[][] rows = new double[WIDTH][WIDTH];
        for (int out = 0; out < WIDTH; out++) {
            for (int in = 0; in < WIDTH; in++) {
                rows[out][in] = slope[out] * weight[in * WIDTH + out];
            }
        }
        return new E17Jacobian(rows);
    }

    /// gᵀJ: how a gradient goes back through the layer.
    public double[] back(double[] gradient) {
        double[] back = new double[WIDTH];
        for (int out = 0; out < WIDTH; out++) {
            for (int in = 0; in < WIDTH; in++) {
                back[in] += gradient[out] * rows[out][in];
            }
        }
        return back;
    }

    /// The greatest singular value, by power iteration on JᵀJ: the most by which the layer can lengthen a gradient.
    public double spectralNorm() {
        double[] v = new double[WIDTH];
        Arrays.setAll(v, i -> 1 + 0.01 * i);
        double length = 0;
        for (int step = 0; step < STEPS; step++) {
            v = back(times(v));
            length = norm(v);
            if (length == 0) {
                return 0;
            }
            for (int i = 0; i < WIDTH; i++) {
                v[i] /= length;
            }
        }
        return StrictMath.sqrt(length);
    }

    private double[] times(double[] v) {
        double[] product = new double[WIDTH];
        for (int out = 0; out < WIDTH; out++) {
            for (int in = 0; in < WIDTH; in++) {
                product[out] += rows[out][in] * v[in];
            }
        }
        return product;
    }
}
