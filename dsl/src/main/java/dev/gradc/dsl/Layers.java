package dev.gradc.dsl;

/// Layers. A layer object that is used twice shares its parameters; two calls make two layers.
public abstract class Layers extends Optimizers {
    Layers() {
    }

    /// The affine map `x·W + b` to `outputs` numbers, named `affine1`, `affine2`, … and its result `z1`, `z2`, …
    ///
    /// @throws dev.gradc.runtime.GradcException when `outputs` is less than 1
    public static Affine affine(int outputs) {
        return Affine.of("", outputs);
    }

    /// The affine map `x·W + b` to `outputs` numbers, which bears the name, as its result does.
    ///
    /// @throws dev.gradc.runtime.GradcException when `outputs` is less than 1
    public static Affine affine(String name, int outputs) {
        return Affine.of(name, outputs);
    }

    /// Layers one after another.
    public static Layer sequential(Layer... layers) {
        return Layer.sequential(layers);
    }
}
