package dev.gradc.dsl;

import dev.gradc.compiler.ir.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where a layer keeps its parameters: made at the layer's first use, and the same ones at every other.
public final class Scope {
    private final Build build;
    private final String name;
    private final String result;
    private final Map<String, Tensor> parameters = new HashMap<>();
    private boolean penalized;

    Scope(Build build, String kind, String name) {
        this.build = build;
        int count = name.isEmpty() ? build.count(kind) : 0;
        this.name = name.isEmpty() ? kind + count : name;
        this.result = name.isEmpty() && kind.equals(Affine.KIND) ? "z" + count : this.name;
    }

    /// The layer's name, given by the user or by counting: `affine1`, `affine2`, …
    public String name() {
        return name;
    }

    /// The layer's trainable parameter `name`, known outside as `layer.name`.
    ///
    /// @param initial how it begins
    /// @param extents each at least 1
    /// @throws dev.gradc.runtime.GradcException when an earlier use of the layer gave it another shape
    public Tensor parameter(String name, Initial initial, int... extents) {
        return parameter(name, initial, true, extents);
    }

    /// The layer's parameter `name`, which the optimiser changes only if it is `trainable`.
    public Tensor parameter(String name, Initial initial, boolean trainable, int... extents) {
        Tensor known = parameters.get(name);
        if (known == null) {
            Tensor made = build.parameter(this.name + "." + name, initial, trainable, extents);
            parameters.put(name, made);
            return made;
        }
        Shape wanted = build.shape("the parameter \"" + this.name + "." + name + "\"", extents);
        if (!known.shape().equals(wanted)) {
            throw Lines.mistake(build.line(), "the layer " + this.name + " was made at " + known.value().origin()
                    + " with " + name + " " + known.shape() + ", but here it would need " + wanted
                    + "; share a layer only among tensors of the same width, or use two layers");
        }
        return known;
    }

    /// Adds what a weight costs to the training loss, at the layer's first use alone.
    void penalize(Tensor weight, List<Regularizer> regularizers) {
        if (!penalized) {
            regularizers.forEach(regularizer -> build.penalties().add(regularizer.penalty(weight)));
        }
        penalized = true;
    }

    /// The name of the layer's result: `z1` for the first unnamed affine layer.
    String result() {
        return result;
    }
}
