package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;

/// An input of class labels, one index from 0 to [#classes()] − 1 for each row; a loss compares them with a prediction.
public final class Labels {
    private final Tensor indices;
    private final int classes;

    Labels(Tensor indices, int classes) {
        this.indices = indices;
        this.classes = classes;
    }

    /// How many classes there are.
    public int classes() {
        return classes;
    }

    /// 1 at the label's class and 0 elsewhere: `[batch, classes]`.
    public Tensor oneHot() {
        return indices.build().add(new Op.OneHot(indices.value(), classes));
    }

    /// The one-hot targets mixed with the uniform distribution: `1 − s + s/classes` at the label's class and `s/classes`
    /// elsewhere (label smoothing, Szegedy et al. 2016).
    ///
    /// @param smoothing s, from 0 to less than 1
    /// @throws dev.gradc.runtime.GradcException when it is out of its range
    public Tensor smoothed(double smoothing) {
        Lines.require(smoothing >= 0 && smoothing < 1, "the label smoothing is " + smoothing
                + ", but must be at least 0 and less than 1");
        return oneHot().map(y -> y.times(1 - smoothing).plus(smoothing / classes));
    }

    Tensor indices() {
        return indices;
    }

    /// `y (labels of 10 classes)`.
    @Override
    public String toString() {
        return indices.value().name() + " (labels of " + classes + " classes)";
    }
}
