package dev.gradc.dsl;

/// A function from a tensor to a tensor: an affine map, an activation, a whole block, or a lambda of the user's.
///
/// A layer that has parameters makes them when it is first applied; applied again, the same layer object shares them.
@FunctionalInterface
public interface Layer {
    /// The layer's result for `x`.
    Tensor apply(Tensor x);

    /// This layer, and then the others, one after another.
    default Layer then(Layer... next) {
        return x -> apply(x).then(next);
    }
}
