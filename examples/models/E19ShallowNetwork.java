package dev.gradc.examples;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;

/// 19. A shallow network in one dimension, stage by stage: y = φ₀ + Σ φ_d ReLU(θ_d0 + θ_d1 x). It is a line with a joint
/// wherever a hidden unit begins or ceases to be active, θ_d0 + θ_d1 x = 0: with three units, four pieces at most.
public class E19ShallowNetwork extends Network {
    /// θ_d0, θ_d1 for each hidden unit.
    public static final double[][] THETA = {{0.3, -1}, {-1, 2}, {-0.5, 0.65}};
    /// φ₀, φ₁, φ₂, φ₃.
    public static final double[] PHI = {-0.3, 2, -1, 7};

    @Override
    protected void define() {
        Tensor x = input("x", 1);
        Tensor hidden = x.then(affine("theta", 3).weights(values(-1, 2, 0.65)).bias(values(0.3, -1, -0.5)));
        Tensor active = relu(hidden);
        Tensor clipped = active.times(fixed("phi", values(2, -1, 7), 3));
        Tensor y = clipped.sum(-1).plus(PHI[0]);
        output("y", y);
        output("1. lines", hidden);
        output("2. clipped at zero", active);
        output("3. weighted", clipped);
        output("activation pattern", binaryStep(hidden));
    }

    /// Where a unit begins or ceases to be active.
    public static double joint(int unit) {
        return -THETA[unit][0] / THETA[unit][1];
    }

    /// Linear regression in one dimension, by least squares: the shallow network without a hidden layer.
    public static class Line extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 1);
            Tensor y = input("y", 1);
            Tensor line = x.then(affine("line", 1).weights(zeros()));
            output("line", line);
            loss(halfSquaredError(line, y));
            optimizer(sgd(1));
            fullBatch();
            epochs(1000);
            data("curve");
        }
    }
}
