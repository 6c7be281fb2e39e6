package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Tensor;

/// One number for several; the simplest come first.
public enum Statistic {
    /// The mean.
    MEAN(true),
    /// Half of the sum.
    SUM(true),
    /// The largest.
    MAX(false),
    /// The smallest.
    MIN(false);

    private final boolean smooth;

    Statistic(boolean smooth) {
        this.smooth = smooth;
    }

    /// Whether it has a derivative everywhere.
    public boolean smooth() {
        return smooth;
    }

    Code<Tensor> over(Code<Tensor> x, int axis) {
        return switch (this) {
            case MEAN -> x.call("mean", Tensor::mean, axis);
            case SUM -> x.call("sum", Tensor::sum, axis).call("times", Code.number(0.5), Tensor::times);
            case MAX -> x.call("max", Tensor::max, axis);
            case MIN -> x.call("min", Tensor::min, axis);
        };
    }
}
