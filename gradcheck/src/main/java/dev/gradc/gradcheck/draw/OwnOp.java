package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Activations;
import dev.gradc.dsl.Tensor;
import dev.gradc.dsl.Tensors;

/// Ops with a backward pass of their own, which is right.
public enum OwnOp {
    /// 2x, which needs neither argument nor result.
    DOUBLE,
    /// tanh x, whose backward pass uses the result.
    TANH,
    /// x / (1 + x²), whose backward pass uses the argument.
    BELL;

    Code<Tensor> of(Code<Tensor> x) {
        return switch (this) {
            case DOUBLE -> new Code<>(
                    "custom(\"double\", " + x.text() + ", a -> a.times(2), (a, y, g) -> g.times(2))",
                    () -> Tensors.custom("double", x.value(), a -> a.times(2), (a, y, g) -> g.times(2)));
            case TANH -> new Code<>(
                    "custom(\"tanh\", " + x.text() + ", a -> tanh(a), (a, y, g) -> g.minus(g.times(y.square())))",
                    () -> Tensors.custom("tanh", x.value(), a -> Activations.tanh(a),
                            (a, y, g) -> g.minus(g.times(y.square()))));
            case BELL -> new Code<>(
                    "custom(\"bell\", " + x.text() + ", a -> a.over(a.square().plus(1)), (a, y, g) -> "
                            + "g.times(a.map(u -> u.square().oneMinus().over(u.square().plus(1).square()))))",
                    () -> Tensors.custom("bell", x.value(), a -> a.over(a.square().plus(1)), (a, y, g) -> g
                            .times(a.map(u -> u.square().oneMinus().over(u.square().plus(1).square())))));
        };
    }
}
