package dev.gradc.dsl;

import java.util.Arrays;

/// Functions of several tensors.
public abstract class Tensors {
    Tensors() {
    }

    /// The tensors one after another along the last axis.
    ///
    /// @throws dev.gradc.runtime.GradcException when they differ in another extent
    public static Tensor concat(Tensor... parts) {
        return Structure.concat(-1, Arrays.asList(parts));
    }

    /// The tensors one after another along `axis`, which is not the batch.
    ///
    /// @throws dev.gradc.runtime.GradcException when they differ in another extent
    public static Tensor concat(int axis, Tensor... parts) {
        return Structure.concat(axis, Arrays.asList(parts));
    }
}
