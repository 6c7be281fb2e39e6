package dev.gradc.compiler.autodiff;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static dev.gradc.compiler.TestGraph.C;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.autodiff.PlantedFault.At;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Faults in the rules of the structural ops.
final class RuleFaults {
    private final List<PlantedFault> faults = new ArrayList<>();

    private RuleFaults() {
    }

    static List<PlantedFault> all() {
        RuleFaults table = new RuleFaults();
        table.products();
        table.moves();
        table.parts();
        table.sums();
        table.maxima();
        table.softmaxes();
        table.others();
        return List.copyOf(table.faults);
    }

    private void products() {
        Group matmul = of(Op.Contraction.class,
                net -> net.matmul(net.parameter("x", 3, 3), net.parameter("w", 3, 3)));
        matmul.wrong("the other operand not transposed", at -> product(at, List.of(2, 1), List.of(0, 1)));
        matmul.wrong("the result transposed", at -> both(transposed(at, 0), transposed(at, 1)));
        matmul.wrong("the operands' shares swapped", at -> PlantedFault.ordered(at.right(at.g()), 1, 0));
        matmul.wrong("a mean over the rows for the sum", at -> both(at.right(at.g()).get(0).orElseThrow(),
                map(at, A.over(Expr.constant(3)), at.right(at.g()).get(1).orElseThrow())));
        Group rows = of(Op.Contraction.class, net -> net.add(new Op.Contraction(net.parameter("a", 3, 2),
                net.parameter("b", 3, 2), List.of(0, 1), List.of(0, 1), List.of(0))));
        rows.wrong("each its own operand", at -> PlantedFault.ordered(at.right(at.g()), 1, 0));
    }

    /// The shares of x·w with the labels of the other operand as they are told.
    private static List<Optional<Value>> product(At at, List<Integer> w, List<Integer> x) {
        Op.Contraction op = (Op.Contraction) at.y().op();
        return both(at.graph().add(new Op.Contraction(at.g(), op.b(), List.of(0, 2), w, List.of(0, 1)), at.y()),
                at.graph().add(new Op.Contraction(op.a(), at.g(), x, List.of(0, 2), List.of(1, 2)), at.y()));
    }

    private static Value transposed(At at, int operand) {
        return at.graph().add(new Op.Transpose(at.right(at.g()).get(operand).orElseThrow(), List.of(1, 0)), at.y());
    }

    private void moves() {
        Group transpose = of(Op.Transpose.class, net -> net.transpose(net.parameter("x", 2, 2, 2), 1, 2, 0));
        transpose.one("the permutation not inverted", at -> transpose(at, 1, 2, 0));
        transpose.one("no permutation", At::g);
        transpose.one("the permutation reversed", at -> transpose(at, 2, 1, 0));
        Group reshape = of(Op.Reshape.class, net -> net.reshape(net.parameter("x", 2, 3), 3, 2));
        reshape.one("transposed for reshaped", at -> transpose(at, 1, 0));
        reshape.one("the rows swapped", at -> add(at, new Op.Concat(
                List.of(slice(at, share(at), 0, 1, 2), slice(at, share(at), 0, 0, 1)), 0)));
    }

    private static Value transpose(At at, Integer... permutation) {
        return add(at, new Op.Transpose(at.g(), List.of(permutation)));
    }

    private void parts() {
        Group slice = of(Op.Slice.class, net -> net.slice(net.parameter("x", 2, 5), 1, 1, 3));
        slice.one("one place too far left", at -> padded(at, 0, 3));
        slice.one("one place too far right", at -> padded(at, 2, 1));
        slice.one("at the end", at -> padded(at, 3, 0));
        slice.one("repeated for padded", at -> add(at, new Op.Concat(
                List.of(at.g(), at.g(), slice(at, at.g(), 1, 0, 1)), 1)));
        Group concat = of(Op.Concat.class,
                net -> net.concat(1, net.parameter("a", 2, 2), net.parameter("b", 2, 2)));
        concat.wrong("the parts swapped", at -> PlantedFault.ordered(at.right(at.g()), 1, 0));
        concat.wrong("the first part for each", at -> PlantedFault.ordered(at.right(at.g()), 0, 0));
        concat.wrong("the second part one place too early",
                at -> both(slice(at, at.g(), 1, 0, 2), slice(at, at.g(), 1, 1, 3)));
    }

    private static Value padded(At at, int before, int after) {
        List<Value> parts = new ArrayList<>();
        if (before > 0) {
            parts.add(at.graph().fill(at.y(), 0, Shape.of(2, before)));
        }
        parts.add(at.g());
        if (after > 0) {
            parts.add(at.graph().fill(at.y(), 0, Shape.of(2, after)));
        }
        return add(at, new Op.Concat(parts, 1));
    }

    private void sums() {
        Group broadcast = of(Op.Broadcast.class, net -> net.broadcast(net.parameter("x", 3), Shape.of(3, 3), 1));
        broadcast.one("the sum forgotten", at -> add(at, new Op.Reshape(slice(at, at.g(), 0, 0, 1), Shape.of(3))));
        broadcast.one("summed along the other axis", at -> add(at, new Op.Reduce(Reduction.SUM, at.g(), List.of(1))));
        broadcast.one("a mean for the sum", at -> map(at, A.over(Expr.constant(3)), share(at)));
        broadcast.one("the largest for the sum", at -> add(at, new Op.Reduce(Reduction.MAX, at.g(), List.of(0))));
        Group sum = of(Reduction.SUM, net -> net.sum(net.parameter("x", 3, 3), 1));
        sum.one("spread along the other axis", at -> spread(at, at.g(), 1));
        sum.one("shared as of a mean", at -> map(at, A.over(Expr.constant(3)), share(at)));
        sum.one("to the first element alone", at -> add(at, new Op.Concat(List.of(slice(at, share(at), 1, 0, 1),
                at.graph().fill(at.y(), 0, Shape.of(3, 2))), 1)));
    }

    private static Value spread(At at, Value x, int axis) {
        return add(at, new Op.Broadcast(x, Shape.of(3, 3), List.of(axis)));
    }

    private void maxima() {
        Function<TestGraph, Value> rows = net -> net.max(net.parameter("x", 3, 3), 1);
        Group max = of(Reduction.MAX, rows);
        max.one("to every element, as of a sum", at -> spread(at, at.g(), 0));
        max.one("to the smallest", at -> where(at, new Condition(Relation.EQUAL, A, C), lowest(at)));
        max.one("spread along the other axis",
                at -> map(at, equal(A, B, C), operand(at), spread(at, at.y(), 0), spread(at, at.g(), 1)));
        Group ties = new Group(Reduction.MAX, () -> Site.of(rows,
                Map.of("x", new double[]{1, 1, 1, 2, 3, 3, 0.5, 0.25, 0.5})));
        ties.one("not divided by the number of ties", at -> where(at, new Condition(Relation.EQUAL, A, B), at.y()));
        ties.one("divided by the number of elements", at -> map(at, A.over(Expr.constant(3)),
                where(at, new Condition(Relation.EQUAL, A, B), at.y())));
        ties.one("nothing to equals", at -> map(at, equal(A, B, C), share(at), spread(at, at.g(), 0), share(at)));
        ties.one("to the first two of three alone", at -> add(at, new Op.Concat(List.of(slice(at, share(at), 1, 0, 2),
                at.graph().fill(at.y(), 0, Shape.of(3, 1))), 1)));
    }

    /// g where a condition between x, the largest and `other` holds.
    private static Value where(At at, Condition condition, Value other) {
        return map(at, new Expr.Select(condition, Expr.arg(3), Expr.ZERO), operand(at), spread(at, at.y(), 0),
                spread(at, other, 0), spread(at, at.g(), 0));
    }

    private static Value lowest(At at) {
        Value highest = add(at, new Op.Reduce(Reduction.MAX, map(at, A.negate(), operand(at)), List.of(1)));
        return map(at, A.negate(), highest);
    }

    private static Expr equal(Expr a, Expr b, Expr then) {
        return new Expr.Select(new Condition(Relation.EQUAL, a, b), then, Expr.ZERO);
    }

    private void softmaxes() {
        Group softmax = of(Op.Softmax.class, net -> net.softmax(net.parameter("x", 2, 3)));
        softmax.one("the sum forgotten", at -> map(at, A.times(B), at.y(), at.g()));
        softmax.one("the sum not weighted",
                at -> map(at, A.times(B.minus(C)), at.y(), at.g(), overLast(at, at.g())));
        softmax.one("the diagonal alone",
                at -> map(at, A.times(Expr.ONE.minus(A)).times(B), at.y(), at.g()));
        softmax.one("at the scores", at -> map(at, A.times(B.minus(C)), operand(at), at.g(),
                overLast(at, map(at, A.times(B), operand(at), at.g()))));
        Group log = of(Op.LogSoftmax.class, net -> net.add(new Op.LogSoftmax(net.parameter("x", 2, 3))));
        log.one("the softmax forgotten", at -> map(at, A.minus(B), at.g(), overLast(at, at.g())));
        log.one("the sum forgotten",
                at -> map(at, A.minus(B.times(A)), at.g(), add(at, new Op.Softmax(operand(at)))));
        log.one("the logarithm for the softmax",
                at -> map(at, A.minus(B.times(C)), at.g(), at.y(), overLast(at, at.g())));
    }

    private static Value overLast(At at, Value x) {
        Value sum = add(at, new Op.Reduce(Reduction.SUM, x, List.of(1)));
        return at.graph().broadcast(at.y(), sum, x.shape(), List.of(0));
    }

    private void others() {
        Group formula = of(Op.Elementwise.class,
                net -> net.map(A.times(A).times(B), net.parameter("a", 4), net.parameter("b", 4)));
        formula.wrong("the operands' shares swapped", at -> PlantedFault.ordered(at.right(at.g()), 1, 0));
        formula.wrong("the first operand's for each", at -> PlantedFault.ordered(at.right(at.g()), 0, 0));
        formula.wrong("the upstream gradient twice", at -> at.right(map(at, A.times(A), at.g())));
        formula.wrong("the result added to the upstream gradient", at -> at.right(map(at, A.plus(B), at.g(), at.y())));
        Group custom = of(Op.Custom.class, RuleFaults::product);
        custom.wrong("the arguments' shares swapped", at -> PlantedFault.ordered(at.right(at.g()), 0, 2, 1));
        custom.wrong("the first argument's for each", at -> PlantedFault.ordered(at.right(at.g()), 0, 1, 1));
        custom.wrong("shares one argument too early", at -> PlantedFault.ordered(at.right(at.g()), 1, 2, 0));
    }

    private static Value product(TestGraph net) {
        Value a = net.parameter("a", 4);
        Value b = net.parameter("b", 4);
        return custom(net, net.map(A.times(B), a, b), a, b, (args, y, g) -> List.of(
                net.map(A.times(B), g, args.get(1)), net.map(A.times(B), g, args.get(0))));
    }

    static Value custom(TestGraph net, Value result, Value a, Value b, Op.Pullback pullback) {
        return net.add(new Op.Custom("product", result, List.of(a, b), pullback));
    }

    private static Value operand(At at) {
        return at.y().operands().get(0);
    }

    private static Value share(At at) {
        return at.right(at.g()).get(0).orElseThrow();
    }

    private static Value slice(At at, Value x, int axis, int from, int to) {
        return add(at, new Op.Slice(x, axis, from, to));
    }

    private static Value map(At at, Expr formula, Value... args) {
        return at.graph().map(at.y(), formula, args);
    }

    private static Value add(At at, Op op) {
        Graph graph = at.graph();
        return graph.add(op, at.y());
    }

    private static List<Optional<Value>> both(Value a, Value b) {
        return List.of(Optional.of(a), Optional.of(b));
    }

    private Group of(Object kind, Function<TestGraph, Value> build) {
        Supplier<Site> site = () -> Site.of(build, Map.of());
        faults.addAll(PlantedFault.common(kind, site));
        return new Group(kind, site);
    }

    /// The faults of one rule.
    private final class Group {
        private final Object kind;
        private final Supplier<Site> site;

        Group(Object kind, Supplier<Site> site) {
            this.kind = kind;
            this.site = site;
        }

        private void wrong(String fault, PlantedFault.Spoil spoil) {
            faults.add(new PlantedFault(kind, fault, site, spoil));
        }

        private void one(String fault, Function<At, Value> share) {
            wrong(fault, at -> List.of(Optional.of(share.apply(at))));
        }
    }
}
