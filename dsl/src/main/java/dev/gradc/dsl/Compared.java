package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/// A prediction and what it should be, of one shape.
record Compared(Tensor prediction, Tensor target) {
    private static final Expr SIGMOID = new Expr.Call(Fn.LOGISTIC, Expr.arg(0));

    /// Checks the shapes; a number for each row may be `[batch]` on one side and `[batch, 1]` on the other.
    static Compared of(String loss, Tensor prediction, Tensor target) {
        Pointwise.sameNetwork(prediction.build(), target);
        if (!prediction.hasRows() && prediction.shape().hasBatch()) {
            throw Lines.mistake(prediction.build().line(),
                    loss + " takes the mean over the batch, which stands first, but "
                            + prediction + " came; transpose it before");
        }
        if (prediction.shape().equals(target.shape())) {
            return new Compared(prediction, target);
        }
        Shape perRow = Shape.of(Shape.BATCH);
        Shape column = Shape.of(Shape.BATCH, 1);
        if (prediction.shape().equals(perRow) && target.shape().equals(column)) {
            return new Compared(prediction, target.column(0));
        }
        if (prediction.shape().equals(column) && target.shape().equals(perRow)) {
            return new Compared(prediction.column(0), target);
        }
        throw Lines.mistake(prediction.build().line(), loss + " compares " + prediction + " with " + target
                + ", but the two must have the same shape; give the last layer as many outputs as the target has numbers");
    }

    /// One-hot targets for a prediction of `[batch, classes]`.
    static Tensor classes(String loss, Tensor prediction, Labels labels) {
        if (prediction.rank() != 2 || !prediction.hasRows() || prediction.extents().get(1) != labels.classes()) {
            throw Lines.mistake(prediction.build().line(), loss + " compares " + prediction + " with " + labels
                    + ", but needs one number for each class; give the last layer " + labels.classes() + " outputs");
        }
        return labels.oneHot();
    }

    /// 1 for class 1 and 0 for class 0, `[batch]`.
    static Tensor bit(String loss, Labels labels) {
        if (labels.classes() != 2) {
            throw Lines.mistake(labels.indices().build().line(), loss + " tells two classes apart, but " + labels
                    + " came; for several classes use crossEntropy");
        }
        return labels.oneHot().column(1);
    }

    /// The mean over the batch of the sum over each row of `formula`.
    Tensor sum(BinaryOperator<Scalar> formula) {
        return overRows(rowSum(prediction.map(target, formula)));
    }

    /// The mean over the batch of the mean over each row of `formula`.
    Tensor mean(BinaryOperator<Scalar> formula) {
        int width = prediction.row().stream().reduce(1, Math::multiplyExact);
        Tensor sum = rowSum(prediction.map(target, formula));
        return overRows(width == 1 ? sum : sum.over(width));
    }

    /// y · log p, which is 0 where both are 0. Over a softmax or a sigmoid, be it written out, the logarithm is computed from the
    /// scores and is finite, so there it stands as it is.
    static BinaryOperator<Scalar> logarithm(Tensor p) {
        boolean fromScores = switch (p.value().op()) {
            case Op.Softmax _ -> true;
            case Op.Elementwise(var formula, List<?> _) -> formula.equals(SIGMOID) || formula instanceof Expr.Div;
            default -> false;
        };
        return fromScores ? (y, q) -> y.times(q.log())
                : (y, q) -> new Scalar.Condition(new Expr.Condition(Expr.Relation.EQUAL, y.plus(q).expr(), Expr.ZERO))
                        .choose(0, y.times(q.log()));
    }

    private static Tensor rowSum(Tensor x) {
        int[] axes = IntStream.range(x.hasRows() ? 1 : 0, x.rank()).toArray();
        return axes.length == 0 ? x : x.sum(axes);
    }

    private static Tensor overRows(Tensor perRow) {
        return perRow.isScalar() ? perRow : perRow.mean();
    }

    /// Refuses scores where a loss wants probabilities.
    static void probabilities(String loss, Tensor p, String activation, String withLogits) {
        if (p.build().isScores(p)) {
            throw Lines.mistake(p.build().line(), loss + " takes probabilities, but " + p
                    + " comes straight from an affine layer; use " + activation + " before it, or " + withLogits);
        }
    }

    /// Refuses probabilities where a loss wants scores.
    static void logits(String loss, Tensor z, String withProbabilities) {
        String activation = switch (z.value().op()) {
            case Op.Softmax _ -> "softmax";
            case Op.LogSoftmax _ -> "log-softmax";
            case Op.Elementwise(var formula, List<?> _) when formula.equals(SIGMOID) -> "sigmoid";
            default -> "";
        };
        if (!activation.isEmpty()) {
            throw Lines.mistake(z.build().line(), loss + " takes scores and normalises them itself, but " + z
                    + " is a " + activation + " already; give it what stands before the " + activation + ", or use "
                    + withProbabilities);
        }
    }
}
