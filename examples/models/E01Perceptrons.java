package dev.gradc.examples;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.Model;
import java.util.Map;
import java.util.TreeMap;

/// 1. Perceptrons: 1 where w₁x₁ + w₂x₂ + b ≥ 0, else 0. One of them gives AND, another OR, but none gives XOR.
public final class E01Perceptrons {
    private static final double[][] INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

    private E01Perceptrons() {
    }

    /// An affine map to one number, and a threshold.
    public static final class Perceptron extends Network {
        private final double w1;
        private final double w2;
        private final double bias;

        /// AND: both inputs are needed to reach the threshold 1.5.
        public Perceptron() {
            this(1, 1, -1.5);
        }

        /// @param bias minus the threshold that w₁x₁ + w₂x₂ must reach
        public Perceptron(double w1, double w2, double bias) {
            this.w1 = w1;
            this.w2 = w2;
            this.bias = bias;
        }

        @Override
        protected void define() {
            Tensor x = input("x", 2);
            output("y", x.then(affine("z", 1).weights(values(w1, w2)).bias(values(bias)), binaryStep()));
        }
    }

    /// 0001.
    public static Perceptron and() {
        return new Perceptron();
    }

    /// 0111: one input is enough to reach the threshold 0.5.
    public static Perceptron or() {
        return new Perceptron(1, 1, -0.5);
    }

    /// What a network says to 00, 01, 10 and 11, such as `0001` for AND.
    public static String truthTable(Network network) {
        Model model = network.compile();
        model.initialize(1);
        return truthTable(model);
    }

    static String truthTable(Model model) {
        StringBuilder table = new StringBuilder();
        for (double[] input : INPUTS) {
            table.append(model.predict(input)[0] >= 0.5 ? 1 : 0);
        }
        return table.toString();
    }

    /// Every truth table of two inputs that a perceptron has, with weights for it: 14 of the 16. Those that lack are XOR
    /// and its opposite, for XOR needs b < 0, w₁ + b ≥ 0, w₂ + b ≥ 0 and w₁ + w₂ + b < 0, but the sum of the middle two
    /// says that w₁ + w₂ + b ≥ −b > 0.
    public static Map<String, double[]> reachable() {
        Model model = or().compile();
        Map<String, double[]> found = new TreeMap<>();
        for (int w1 = -1; w1 <= 1; w1++) {
            for (int w2 = -1; w2 <= 1; w2++) {
                for (double bias = -1.5; bias <= 1.5; bias++) {
                    model.parameter("z.weight", w1, w2);
                    model.parameter("z.bias", bias);
                    found.putIfAbsent(truthTable(model), new double[]{w1, w2, bias});
                }
            }
        }
        return found;
    }
}
