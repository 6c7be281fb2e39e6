package dev.gradc.compiler.math;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import java.util.List;
import java.util.Optional;

/// What a training loss consists of: a mean over the batch of something of each example, and a penalty that knows no
/// example. A loss that has another form is a whole.
///
/// @param loss of one example if it is a mean, else the whole loss
/// @param isMean whether the training loss is the mean of `loss` over the batch
/// @param penalty what is added to the mean
record LossParts(Value loss, boolean isMean, Optional<Value> penalty) {
    static LossParts of(Value loss) {
        return meanOf(loss).map(each -> new LossParts(each, true, Optional.empty()))
                .or(() -> penalized(loss)).orElseGet(() -> new LossParts(loss, false, Optional.empty()));
    }

    /// What is summed over the batch and divided by B.
    private static Optional<Value> meanOf(Value loss) {
        return loss.op() instanceof Op.Elementwise(Expr.Div(Expr.Arg(var a), Expr.Arg(var b)), var args)
                && args.get(b).op() instanceof Op.Rows && args.get(a).op() instanceof Op.Reduce sum
                && sum.reduction() == Op.Reduction.SUM && sum.axes().equals(List.of(0))
                && sum.x().shape().equals(Shape.of(Shape.BATCH)) ? Optional.of(sum.x()) : Optional.empty();
    }

    private static Optional<LossParts> penalized(Value loss) {
        return loss.op() instanceof Op.Elementwise(Expr.Add(Expr.Arg(var a), Expr.Arg(var b)), var args)
                ? penalized(args.get(a), args.get(b)).or(() -> penalized(args.get(b), args.get(a)))
                : Optional.empty();
    }

    private static Optional<LossParts> penalized(Value mean, Value penalty) {
        boolean knowsExamples = Graph.reachable(List.of(penalty)).stream()
                .anyMatch(value -> value.shape().hasBatch() || value.op() instanceof Op.Rows);
        return knowsExamples ? Optional.empty()
                : meanOf(mean).map(each -> new LossParts(each, true, Optional.of(penalty)));
    }
}
