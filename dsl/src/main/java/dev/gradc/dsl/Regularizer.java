package dev.gradc.dsl;

/// λR(w): what a weight costs; added to the loss when training.
@FunctionalInterface
public interface Regularizer {
    /// The cost of one weight.
    ///
    /// @param weight of any shape
    /// @return a single number
    Tensor penalty(Tensor weight);
}
