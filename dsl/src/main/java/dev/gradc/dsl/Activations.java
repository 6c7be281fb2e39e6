package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;

/// Activations, each one formula, as a layer (`x.then(relu())`) and as a function of a tensor (`relu(x)`).
///
/// A derivative at a kink is that of the left side: ReLU′(0) = 0, leaky ReLU′(0) = α. NaN passes through.
public abstract class Activations extends Tensors {
    Activations() {
    }

    /// max(0, x).
    public static Tensor relu(Tensor a) {
        return a.map(x -> x.isAtMost(0).choose(0, x));
    }

    /// max(0, x).
    public static Layer relu() {
        return Located.here(Activations::relu);
    }

    /// eˣ / Σ eˣ over the last axis.
    public static Tensor softmax(Tensor a) {
        return a.build().add(new Op.Softmax(lastAxis(a, "softmax").value()));
    }

    /// eˣ / Σ eˣ over the last axis.
    public static Layer softmax() {
        return Located.here(Activations::softmax);
    }

    private static Tensor lastAxis(Tensor a, String what) {
        if (a.isScalar() || a.rank() == 1 && a.hasRows()) {
            throw Lines.mistake(a.build().line(), what + " normalises the last axis, but " + a
                    + " has none beside the batch; for one output use sigmoid");
        }
        return a;
    }
}
