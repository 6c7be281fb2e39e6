package dev.gradc.gradcheck.draw;

/// A step of a network: it computes a value `[batch, n]` from earlier ones. A reference counts backwards from the newest
/// value, which is 0, modulo how many there are; where two values must have one width, the second is brought to it by an
/// affine map. So each sequence of steps is a network.
public sealed interface Step {
    /// A layer.
    record Apply(int from, DrawnLayer layer) implements Step {
    }

    /// One affine layer, an activation, and the same layer again: its parameters are shared.
    record Twice(int from, Activation between) implements Step {
    }

    /// One affine layer for two values, and the difference of what it gives.
    record Siamese(int from, int other, int width) implements Step {
    }

    /// A product by a matrix and, after an activation, by its transpose.
    record Tied(int from, int width, Activation between) implements Step {
    }

    /// A formula of two arguments, element by element.
    record Meet(int from, int other, Formula formula) implements Step {
    }

    /// The first, where the second opens a gate: `x · σ(y)`.
    record Gate(int from, int other) implements Step {
    }

    /// One value after the other.
    record Join(int from, int other) implements Step {
    }

    /// Some of the columns.
    ///
    /// @param start the first one, modulo how many there are
    /// @param length how many, modulo how many there are from there on
    record Part(int from, int start, int length) implements Step {
    }

    /// One column, as a value of width 1.
    record Column(int from, int index) implements Step {
    }

    /// Read as a matrix, which is transposed and read as a row again.
    ///
    /// @param columns of the matrix, where that divides the width; else the largest number below that does
    record Swap(int from, int columns) implements Step {
    }

    /// One number for each group of columns.
    ///
    /// @param columns of a group, where that divides the width; else the largest number below that does
    record Pool(int from, int columns, Statistic statistic) implements Step {
    }

    /// A row less its mean, maximum, …
    record Centre(int from, Statistic statistic) implements Step {
    }

    /// A column less its mean, maximum, … over the batch.
    record BatchCentre(int from, Statistic statistic) implements Step {
    }

    /// A row scaled by its norm, and each column by a parameter.
    record Scale(int from) implements Step {
    }

    /// The outer product of some columns of one value with the tanh of some of another.
    record Outer(int from, int other) implements Step {
    }

    /// The inner product of one value and the tanh of another.
    record Inner(int from, int other) implements Step {
    }

    /// Rows mixed by how alike their softmax is.
    record Mingle(int from) implements Step {
    }

    /// A column of ones and a fixed number beside it.
    record Augment(int from, double number) implements Step {
    }

    /// The same, without a gradient.
    record Stop(int from) implements Step {
    }

    /// The gradient of the sum of one value's tanh by another value; zeros where it does not depend on it. Neither of the
    /// two counts as used.
    record Slope(int of, int by) implements Step {
    }

    /// An op with a backward pass of its own.
    record Own(int from, OwnOp op) implements Step {
    }

    /// An op of two arguments with a backward pass of its own: their product, the second one's tanh taken before.
    record OwnProduct(int from, int other) implements Step {
    }
}
