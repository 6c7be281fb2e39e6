package dev.gradc.compiler.rewrite;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static dev.gradc.compiler.TestGraph.C;
import static dev.gradc.compiler.scalar.Expr.ONE;
import static dev.gradc.compiler.scalar.Expr.ZERO;
import static dev.gradc.compiler.scalar.Expr.constant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.autodiff.Backprop;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.interp.GraphInterpreter.Phase;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Call;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Expr.Select;
import dev.gradc.compiler.scalar.Fn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each law by the value that it leaves and by what both sides evaluate to; and losses as on a slide, with their gradients.
class StabilizeTest {
    private static final int BATCH = Shape.BATCH;
    private static final Expr LOG = new Call(Fn.LOG, A);
    private static final Expr EXP = new Call(Fn.EXP, A);
    private static final Expr SIGMA = new Call(Fn.LOGISTIC, A);

    private final TestGraph net = new TestGraph();
    private final Value z = net.input("z", 4);
    private final Value softmax = net.softmax(z);
    private final Value logSoftmax = net.add(new Op.LogSoftmax(z));
    private final Value y = net.oneHot("labels", 4);
    private final Value t = net.input("t", 4);
    private final Value s = net.input("s");

    @Test
    void logarithmsOfSoftmax() {
        law(net.map(LOG, softmax), logSoftmax);
        law(net.map(B.times(LOG).negate(), softmax, t), net.map(A.times(B).negate(), t, logSoftmax));
        law(net.map(new Call(Fn.LOG, B.over(A)), softmax, t), net.map(LOG.minus(B), t, logSoftmax));
        law(net.map(new Call(Fn.LOG, A.over(B)), softmax, t), net.map(A.minus(new Call(Fn.LOG, B)), logSoftmax, t));
        law(net.map(new Call(Fn.LOG, A.times(B)), softmax, t), net.map(A.plus(new Call(Fn.LOG, B)), logSoftmax, t));
        law(net.map(new Call(Fn.LOG, A.times(B)), t, softmax), net.map(new Call(Fn.LOG, A).plus(B), t, logSoftmax));
        law(net.map(LOG, net.slice(softmax, 1, 1, 3)), net.slice(logSoftmax, 1, 1, 3));
        law(net.map(LOG, net.reshape(softmax, BATCH, 2, 2)), net.reshape(logSoftmax, BATCH, 2, 2));
        law(net.map(EXP, logSoftmax), softmax);
    }

    @Test
    void theLogarithmAtTheLabelsClass() {
        Value chosen = net.sum(net.map(A.times(B), y, logSoftmax), 1);
        law(net.map(LOG, net.sum(net.map(A.times(B), y, softmax), 1)), chosen);
        law(net.map(LOG, net.sum(net.map(A.times(B), softmax, y), 1)), chosen);
        List<Integer> both = List.of(0, 1);
        law(net.map(LOG, net.add(new Op.Contraction(softmax, y, both, both, List.of(0)))),
                net.add(new Op.Contraction(logSoftmax, y, both, both, List.of(0))));
        law(net.map(LOG, net.add(new Op.Contraction(y, softmax, both, both, List.of(0)))),
                net.add(new Op.Contraction(y, logSoftmax, both, both, List.of(0))));
        stays(net.map(LOG, net.add(new Op.Contraction(softmax, y, both, both, List.of(1)))));
        stays(net.map(LOG, net.sum(net.map(A.times(B), t, softmax), 1)));
    }

    @Test
    void softmaxWrittenOut() {
        Value exp = net.map(EXP, z);
        law(net.map(A.over(B), exp, net.sumAlongLast(exp)), softmax);
        law(net.map(EXP.over(B), z, net.sumAlongLast(exp)), softmax);
        Value largest = net.broadcast(net.max(z, 1), z.shape(), 0);
        Value shifted = net.map(new Call(Fn.EXP, A.minus(B)), z, largest);
        law(net.map(A.over(B), shifted, net.sumAlongLast(shifted)), softmax);
        law(net.map(A.minus(new Call(Fn.LOG, B)), z, net.sumAlongLast(exp)), logSoftmax);
        Value logOfSum = net.map(LOG, net.sum(exp, 1));
        law(net.map(A.minus(B), z, net.broadcast(logOfSum, z.shape(), 0)), logSoftmax);
        law(net.softmax(net.map(A.plus(B), net.broadcast(s, z.shape(), 0), z)), softmax);
        law(net.add(new Op.LogSoftmax(net.map(A.minus(B), z, largest))), logSoftmax);
    }

    @Test
    void theLogarithmOfASumOfExponentialsIsShifted() {
        Value plain = net.map(LOG, net.sum(net.map(EXP, z), 1));
        Value stable = Rewrites.apply(net, Stabilize::apply, plain);
        Rewrites.close(plain, stable);
        double[] huge = {1e4, 1e4, -1e4, 0};
        assertThat(at(stable, 1, Map.of(z, huge))).containsExactly(1e4 + StrictMath.log(2));
        double[] infinite = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY,
            Double.NEGATIVE_INFINITY};
        assertThat(at(stable, 1, Map.of(z, infinite))).containsExactly(Double.NEGATIVE_INFINITY);
        Value gradient = stable(Backprop.gradients(net.graph, net.sum(stable, 0), List.of(z)).get(z));
        Rewrites.same(net, dropped(gradient), softmax);
    }

    /// What is not the same all along the row, or is another row's, is no shift and no softmax.
    @Test
    void whatOnlyLooksLikeASoftmaxStays() {
        Value bias = net.broadcast(net.parameter("bias", 4), z.shape(), 1);
        stays(net.softmax(net.map(A.plus(B), z, bias)));
        stays(net.softmax(net.map(A.minus(B), z, t)));
        stays(net.add(new Op.LogSoftmax(net.map(A.minus(B), bias, z))));
        Value exp = net.map(EXP, z);
        stays(net.map(A.over(B), net.map(EXP, t), net.sumAlongLast(exp)));
        stays(net.map(A.over(B), t, net.sumAlongLast(t)));
        Value overRows = net.broadcast(net.sum(exp, 0), z.shape(), 1);
        stays(net.map(A.over(B), exp, overRows));
        Value largest = net.broadcast(net.max(exp, 1), z.shape(), 0);
        stays(net.map(A.over(B), exp, largest));
    }

    @Test
    void onlyGuardsOfDistributionsAgainstZeroGo() {
        Value wide = net.broadcast(s, z.shape(), 0);
        Value p = net.distribution("p", 4);
        law(guarded(Relation.LESS_OR_EQUAL, ZERO, ZERO, A.times(B), p, wide), net.map(A.times(B), p, wide));
        law(guarded(Relation.LESS_OR_EQUAL, ZERO, ZERO, B.times(A).negate(), p, wide),
                net.map(A.times(B).negate(), wide, p));
        stays(guarded(Relation.LESS_OR_EQUAL, ZERO, ZERO, A.times(B), t, wide));
        stays(guarded(Relation.LESS_OR_EQUAL, ZERO, ZERO, A.times(B), p, t));
        stays(guarded(Relation.LESS_OR_EQUAL, ZERO, ZERO, B.times(A), p, t));
        stays(guarded(Relation.LESS_OR_EQUAL, constant(0.5), ZERO, A.times(B), p, wide));
        stays(guarded(Relation.LESS_OR_EQUAL, ZERO, ONE, A.times(B), p, wide));
        stays(guarded(Relation.LESS, ZERO, ZERO, A.times(B), p, wide));
        stays(guarded(Relation.LESS_OR_EQUAL, ZERO, ZERO, B, p, wide));
        stays(guarded(Relation.LESS_OR_EQUAL, ZERO, ZERO, B.minus(A), p, wide));
    }

    private Value guarded(Relation relation, Expr limit, Expr below, Expr product, Value y, Value other) {
        return net.map(new Select(new Condition(relation, A, limit), below, product), y, other);
    }

    /// √2·Σ p has no operand left when Σ p is 1, and a root does not fold.
    @Test
    void aSumOfADistributionTimesNumbersThatDoNotFold() {
        Value sum = net.sum(net.map(A.times(new Expr.Sqrt(constant(2))), net.distribution("p", 4)), 1);
        Value stable = Stabilize.module(new GraphModule("net", net.graph, List.of(), List.of(),
                List.of(new Entry("e", List.of(new Result(new Target.Output("s"), sum)))))).roots().get(0);
        Rewrites.close(sum, stable);
    }

    @Test
    void sumsOfDistributions() {
        law(net.sum(y, 1), net.broadcast(net.constant(1), Shape.of(BATCH)));
        law(net.sum(softmax, 1), net.broadcast(net.constant(1), Shape.of(BATCH)));
        law(net.sum(net.distribution("p", 4), 1), net.broadcast(net.constant(1), Shape.of(BATCH)));
        Value wide = net.broadcast(s, z.shape(), 0);
        law(net.sum(net.map(A.times(B).negate(), y, wide), 1), net.map(A.negate(), s));
        Expr smoothed = A.times(constant(0.75)).plus(constant(0.25 / 4));
        law(net.sum(net.map(smoothed, y), 1), net.broadcast(net.constant(1), Shape.of(BATCH)));
        law(net.sum(net.map(B.times(smoothed), y, wide), 1), s);
        law(net.sum(net.map(B.times(A), net.map(smoothed, y), wide), 1), s);
        Value other = net.distribution("p", 4);
        law(net.sum(net.map(A.times(B).plus(ONE.minus(B).times(C)), y, wide, other), 1),
                net.broadcast(net.constant(1), Shape.of(BATCH)));
        law(net.sum(net.map(A.over(B), y, wide), 1), net.map(ONE.over(A), s));
        law(net.sum(net.map(A.minus(B), y, wide), 1), net.map(ONE.minus(A.times(constant(4))), s));
        stays(net.sum(t, 1));
        stays(net.sum(net.map(A.times(B), t, y), 1));
        stays(net.sum(net.map(A.times(A), y), 1));
        stays(net.sum(y, 0));
    }

    @Test
    void sumsOfRepeatedValues() {
        law(net.sum(net.broadcast(s, z.shape(), 0), 1), net.map(A.times(constant(4)), s));
        Value weight = net.parameter("w", 4);
        law(net.sum(net.broadcast(weight, z.shape(), 1), 0, 1), net.map(A.times(B), net.sum(weight, 0), rows()));
        law(net.sum(net.broadcast(weight, z.shape(), 1), 0),
                net.map(A.times(B), weight, net.broadcast(rows(), weight.shape())));
    }

    @Test
    void sumsOfNegatives() {
        law(net.sum(net.map(A.negate(), t), 1), net.map(A.negate(), net.sum(t, 1)));
        law(net.sum(net.map(A.negate(), t), 0, 1), net.map(A.negate(), net.sum(t, 0, 1)));
    }

    @Test
    void signsOfOperands() {
        Value negative = net.broadcast(net.map(constant(-1).over(A), rows()), z.shape());
        Value positive = net.broadcast(net.map(ONE.over(A), rows()), z.shape());
        law(net.map(A.times(B.minus(C)), negative, z, t), net.map(A.times(B.minus(C)), positive, t, z));
        law(net.map(A.plus(B), net.map(A.negate(), z), t), net.map(A.minus(B), t, z));
        Value scaled = net.broadcast(net.map(A.times(constant(-3)), s), z.shape(), 0);
        law(net.map(A.times(B.minus(C)), scaled, z, t),
                net.map(A.times(B.minus(C)), net.broadcast(net.map(A.times(constant(3)), s), z.shape(), 0), t, z));
        Value divided = net.broadcast(net.map(A.over(constant(-3)), s), z.shape(), 0);
        law(net.map(A.times(B.minus(C)), divided, z, t),
                net.map(A.times(B.minus(C)), net.broadcast(net.map(A.over(constant(3)), s), z.shape(), 0), t, z));
        stays(net.map(A.times(B), net.broadcast(net.map(A.negate(), s), z.shape(), 0), z));
    }

    @Test
    void lawsAcrossValues() {
        Value sigma = net.map("sigma", SIGMA, z);
        law(net.map(LOG, sigma), net.map(new Call(Fn.SOFTPLUS, A.negate()).negate(), z));
        law(net.map(LOG, net.map(ONE.minus(A), sigma)), net.map(new Call(Fn.SOFTPLUS, A).negate(), z));
        Value column = net.reshape(net.slice(sigma, 1, 0, 1), BATCH);
        law(net.map(LOG, column), net.map(new Call(Fn.SOFTPLUS, A.negate()).negate(),
                net.reshape(net.slice(z, 1, 0, 1), BATCH)));
        Value byHand = net.map(ONE.over(A), net.map(ONE.plus(A), net.map(new Call(Fn.EXP, A.negate()), z)));
        law(byHand, sigma);
        law(net.map(A.minus(B.times(C)), net.map(A.times(B), t, z), z, softmax),
                net.map(A.times(B.minus(C)), z, t, softmax));
        law(net.map(ONE.minus(A), net.map(EXP, z)), net.map(new Call(Fn.EXPM1, A).negate(), z));
        Value deep = net.map(EXP, net.map("shifted", A.plus(B), z, t));
        law(net.map(LOG, net.map("twice", A, deep)), net.map("shifted", A.plus(B), z, t));
        stays(sigma);
        stays(net.map(LOG, net.map("root", new Expr.Max(A, B), sigma, t)));
        stays(net.map(A.times(B), net.map(A.times(B), t, z), sigma));
        stays(net.map("two", A.plus(B), net.map("one", new Call(Fn.TANH, A), z), sigma));
    }

    /// −Σ y log softmax(z), the mean over the batch: softmax(z) − y for classes and for distributions.
    @Test
    void crossEntropyOfSoftmax() {
        for (Value target : List.of(y, net.distribution("p", 4))) {
            Value loss = net.mean(net.sum(net.map(B.times(LOG).negate(), softmax, target), 1));
            Rewrites.same(net, gradient(loss), overRows(A.minus(B), softmax, target));
            Value split = net.mean(net.map(A.negate(), net.sum(net.map(A.times(B), target, net.map(LOG, softmax)), 1)));
            Rewrites.same(net, gradient(split), overRows(A.minus(B), softmax, target));
            Value outside = net.map(A.negate(),
                    net.mean(net.sum(net.map(A.times(B), target, net.map(LOG, softmax)), 1)));
            Rewrites.same(net, gradient(outside), overRows(A.minus(B), softmax, target));
            finiteAtHugeLogits(loss, target);
        }
    }

    @Test
    void crossEntropyOfSmoothedLabels() {
        Value smoothed = net.map(A.times(constant(0.9)).plus(constant(0.025)), y);
        Value loss = net.mean(net.sum(net.map(B.times(LOG).negate(), softmax, smoothed), 1));
        Rewrites.same(net, gradient(loss), overRows(A.minus(B), softmax, smoothed));
        Value inOne = net.mean(net.sum(net.map(B.times(constant(0.9)).plus(constant(0.025)).times(LOG).negate(),
                softmax, y), 1));
        Rewrites.close(gradient(loss), gradient(inOne));
        finiteAtHugeLogits(loss, y);
    }

    /// Targets of which nothing is known: softmax(z)·Σy − y.
    @Test
    void crossEntropyOfAnyTargets() {
        Value loss = net.mean(net.sum(net.map(B.times(LOG).negate(), softmax, t), 1));
        Rewrites.same(net, gradient(loss), overRows(A.times(B).minus(C), softmax, net.sumAlongLast(t), t));
        finiteAtHugeLogits(loss, t);
    }

    @Test
    void weightedRows() {
        Value weight = net.input("weight");
        Value perRow = net.sum(net.map(B.times(LOG).negate(), softmax, y), 1);
        Value loss = net.mean(net.map(A.times(B), weight, perRow));
        Value expected = net.map(A.over(B), weight, net.broadcast(rows(), weight.shape()));
        Rewrites.close(gradient(loss), net.map(A.times(B.minus(C)), net.broadcast(expected, z.shape(), 0), softmax, y));
        assertThat(Graph.reachable(List.of(gradient(loss))).stream().filter(v -> v.op() instanceof Op.Reduce))
                .isEmpty();
    }

    @Test
    void binaryCrossEntropyOfSigmoid() {
        Value sigma = net.map(SIGMA, z);
        Expr slide = B.times(LOG).plus(ONE.minus(B).times(new Call(Fn.LOG, ONE.minus(A)))).negate();
        Value loss = net.mean(net.sum(net.map(slide, sigma, t), 1));
        Rewrites.same(net, gradient(loss), overRows(SIGMA.minus(B), z, t));
        finiteAtHugeLogits(loss, t);
        Value first = net.map(A.times(B), t, net.map(LOG, sigma));
        Value second = net.map(A.times(B), net.map(ONE.minus(A), t), net.map(LOG, net.map(ONE.minus(A), sigma)));
        Value split = net.mean(net.sum(net.map(A.plus(B).negate(), first, second), 1));
        Rewrites.same(net, gradient(split), overRows(SIGMA.minus(B), z, t));
    }

    @Test
    void binaryCrossEntropyOfAColumn() {
        Value sigma = net.map(SIGMA, z);
        Value column = net.reshape(net.slice(sigma, 1, 0, 1), BATCH);
        Value target = net.input("bit");
        Expr slide = B.times(LOG).plus(ONE.minus(B).times(new Call(Fn.LOG, ONE.minus(A)))).negate();
        finiteAtHugeLogits(net.mean(net.map(slide, column, target)), target);
    }

    @Test
    void divergenceOfSoftmaxFromADistribution() {
        Value p = net.distribution("p", 4);
        Expr term = new Select(new Condition(Relation.LESS_OR_EQUAL, B, ZERO), ZERO,
                B.times(new Call(Fn.LOG, B).minus(LOG)));
        Value loss = net.mean(net.sum(net.map(term, softmax, p), 1));
        Rewrites.same(net, gradient(loss), overRows(A.minus(B), softmax, p));
        finiteAtHugeLogits(loss, p);
    }

    @Test
    void namesSurvive() {
        Value hidden = net.map("hidden", new Call(Fn.TANH, A), z);
        Value loss = net.mean(net.sum(net.map("error", A.minus(B).times(A.minus(B)), hidden, t), 1));
        assertThat(Graph.reachable(List.of(stable(loss)))).contains(hidden);
        assertThat(stable(loss)).isSameAs(loss);
    }

    private Value rows() {
        return net.add(new Op.Rows());
    }

    /// f(args)/rows, as it is left: with 1/rows as a value of its own.
    private Value overRows(Expr f, Value... args) {
        List<Expr> moved = List.of(B, C, Expr.arg(3));
        Value share = net.broadcast(net.map(ONE.over(A), rows()), z.shape());
        Value[] all = new Value[args.length + 1];
        all[0] = share;
        System.arraycopy(args, 0, all, 1, args.length);
        return stable(net.map(A.times(f.substitute(moved)), all));
    }

    private Value stable(Value value) {
        return Rewriter.rewrite(net.graph, List.of(value), Stabilize::apply).get(0);
    }

    private Value dropped(Value value) {
        return stable(Rewriter.rewrite(net.graph, List.of(value),
                (_, v) -> v.op() instanceof Op.StopGradient(var x) ? x : v).get(0));
    }

    /// The gradient by the logits, stabilized before and after differentiation; right at ordinary logits.
    private Value gradient(Value loss) {
        Value stable = stable(loss);
        Rewrites.close(loss, stable);
        Value plain = Backprop.gradients(net.graph, loss, List.of(z)).get(z);
        Value gradient = stable(Backprop.gradients(net.graph, stable, List.of(z)).get(z));
        Rewrites.close(plain, gradient);
        return gradient;
    }

    private void finiteAtHugeLogits(Value loss, Value target) {
        double[] huge = {1e4, -1e4, 0, 1e4, -1e4, -1e4, 1e4, 3};
        Map<Value, double[]> given = new java.util.HashMap<>(
                Rewrites.draw(new java.util.Random(1), new double[]{0, 1}, target));
        given.replaceAll((value, content) -> java.util.Arrays.copyOf(content, content.length / Rewrites.ROWS * 2));
        given.put(z, huge);
        for (double loss1 : at(stable(loss), 2, given)) {
            assertThat(loss1).isFinite();
        }
        double[] gradient = at(gradient(loss), 2, given);
        for (double element : gradient) {
            assertThat(element).isFinite();
        }
    }

    private static double[] at(Value value, int rows, Map<Value, double[]> given) {
        return new GraphInterpreter(rows, Phase.TRAINING, given).value(value);
    }

    private void law(Value before, Value after) {
        Rewrites.same(net, Rewrites.apply(net, Stabilize::apply, before), after);
        Rewrites.close(before, after);
    }

    private void stays(Value value) {
        Rewrites.same(net, Rewrites.apply(net, Stabilize::apply, value), value);
    }
}
