package dev.gradc.dsl;

import dev.gradc.compiler.ir.Origin;
import dev.gradc.compiler.ir.Shape;
import java.util.Arrays;
import java.util.List;

/// The affine map `x·W + b` over the last axis: `[batch, in]` becomes `[batch, out]`, with `W` of shape `[in, out]`, known
/// as `name.weight`, and `b` of shape `[out]`, known as `name.bias`.
///
/// Made by [Layers#affine]; every method gives a changed copy, and copies do not share parameters. Unless it is told
/// otherwise, weights begin He-uniform and biases at zero.
public final class Affine implements Layer {
    static final String KIND = "affine";

    private final Origin line;
    private final String name;
    private final int outputs;
    private final boolean biased;
    private final Initial weights;
    private final Initial biases;
    private final boolean trainable;
    private final List<Regularizer> regularizers;

    private Affine(Origin line, String name, int outputs, boolean biased, Initial weights, Initial biases,
            boolean trainable, List<Regularizer> regularizers) {
        this.line = line;
        this.name = name;
        this.outputs = outputs;
        this.biased = biased;
        this.weights = weights;
        this.biases = biases;
        this.trainable = trainable;
        this.regularizers = regularizers;
    }

    static Affine of(String name, int outputs) {
        Lines.require(outputs >= 1, "the affine layer " + (name.isEmpty() ? "" : name + " ") + "has " + outputs
                + " outputs, but must have at least 1");
        return new Affine(Lines.here(), name, outputs, true, Initializers.heUniform(), Initializers.zeros(), true,
                List.of());
    }

    /// Without a bias: `x·W`.
    public Affine withoutBias() {
        return new Affine(line, name, outputs, false, weights, biases, trainable, regularizers);
    }

    /// With weights, of shape `[in, out]`, that begin otherwise.
    public Affine weights(Initial weights) {
        return new Affine(line, name, outputs, biased, weights, biases, trainable, regularizers);
    }

    /// With biases, of shape `[out]`, that begin otherwise.
    public Affine bias(Initial biases) {
        return new Affine(line, name, outputs, true, weights, biases, trainable, regularizers);
    }

    /// With weights and biases that training leaves as they began.
    public Affine fixed() {
        return new Affine(line, name, outputs, biased, weights, biases, false, regularizers);
    }

    /// With what its weights (not its biases) cost added to the training loss.
    public Affine regularized(Regularizer... regularizers) {
        return new Affine(line, name, outputs, biased, weights, biases, trainable,
                List.copyOf(Arrays.asList(regularizers)));
    }

    /// @throws dev.gradc.runtime.GradcException when `x` has no axis of inputs, or another number of them than at an
    ///     earlier use
    @Override
    public Tensor apply(Tensor x) {
        return x.build().at(line, () -> result(x));
    }

    private Tensor result(Tensor x) {
        Scope scope = x.build().scope(this, KIND, name);
        if (x.isScalar() || x.extents().getLast() == Shape.BATCH) {
            throw Lines.mistake(line, "the affine layer " + scope.name() + " maps the last axis of its input, but " + x
                    + " has none" + (x.hasRows() ? " beside the batch; reshape(1) makes one" : ""));
        }
        Tensor weight = scope.parameter("weight", weights, trainable, x.extents().getLast(), outputs);
        scope.penalize(weight, regularizers);
        Tensor z;
        if (biased) {
            Tensor bias = scope.parameter("bias", biases, trainable, outputs);
            z = Pointwise.map(args -> args.get(0).plus(args.get(1)), List.of(x.matmul(weight), bias), scope.result());
        } else {
            z = Contractions.matmul(x, weight, scope.result());
        }
        x.build().scores(z);
        return z;
    }
}
