package dev.gradc.examples;

import dev.gradc.dsl.Activations;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// 7. Activations and their derivatives, which gradc derives from the formulas. At a kink the derivative is that of the
/// left branch, so ReLU′(0) = 0.
public class E07Activations extends Network {
    private static final Map<String, UnaryOperator<Tensor>> ACTIVATIONS = new LinkedHashMap<>();

    static {
        ACTIVATIONS.put("step", Activations::binaryStep);
        ACTIVATIONS.put("sigmoid", Activations::sigmoid);
        ACTIVATIONS.put("tanh", Activations::tanh);
        ACTIVATIONS.put("relu", Activations::relu);
        ACTIVATIONS.put("leaky", x -> leakyRelu(x, 0.1));
        ACTIVATIONS.put("elu", x -> elu(x, 1.5));
    }

    @Override
    protected void define() {
        Tensor x = input("x", 1);
        ACTIVATIONS.forEach((name, activation) -> {
            Tensor y = activation.apply(x);
            output(name, y);
            // Every row's y depends on its own x alone, so the gradient of the sum holds every derivative.
            output(name + "'", grad(y.sum(), x));
        });
    }
}
