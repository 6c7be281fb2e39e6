package dev.gradc.compiler.rewrite;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static dev.gradc.compiler.TestGraph.C;
import static dev.gradc.compiler.scalar.Expr.ONE;
import static dev.gradc.compiler.scalar.Expr.ZERO;
import static dev.gradc.compiler.scalar.Expr.constant;

import dev.gradc.compiler.TestGraph;
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

/// Values to which each law applies.
final class LawCases {
    private static final Expr LOG = new Call(Fn.LOG, A);
    private static final Expr EXP = new Call(Fn.EXP, A);

    final TestGraph net = new TestGraph();
    private final Value z = net.input("z", 4);
    private final Value t = net.input("t", 4);
    private final Value u = net.input("u", 4);
    private final Value s = net.input("s");
    private final Value wide = net.broadcast(s, z.shape(), 0);
    private final Value softmax = net.softmax(z);
    private final Value oneHot = net.oneHot("labels", 4);
    private final Value distribution = net.distribution("p", 4);

    List<Value> of(Law law) {
        return switch (law) {
            case STRUCTURE -> structure();
            case FORMULA -> List.of(net.map(A.negate().negate(), z), net.map(A.negate().times(B.negate()), z, t),
                    net.map(A.plus(B), net.broadcast(net.constant(-0.0), z.shape()), z),
                    net.map(A.times(ONE).over(constant(-8)), z), net.map(A.minus(B.negate()), z, wide));
            case FUNCTION -> List.of(net.map(LOG.substitute(List.of(EXP)), z), net.map(EXP.minus(ONE), z),
                    net.map(ONE.over(ONE.plus(new Call(Fn.EXP, A.negate()))), z));
            case FACTOR -> List.of(net.map(A.times(B).plus(C.times(A)), z, t, u),
                    net.map(A.times(B).minus(A.times(C)), z, t, u));
            case OPERATIONS -> List.of(net.map(A.times(ONE.over(B)), z, t), net.map(A.negate().minus(B), z, t),
                    net.map(A.times(new Select(new Condition(Relation.LESS, B, C), ZERO, B)), z, t, u));
            case SOFTMAX -> softmaxes();
            case SHIFT -> List.of(net.softmax(net.map(A.plus(B), z, wide)),
                    net.softmax(net.map(A.minus(B), z, net.broadcast(net.max(z, 1), z.shape(), 0))),
                    net.add(new Op.LogSoftmax(net.map(A.minus(B), z, wide))));
            case SUM -> sums();
            case SOFTMAX_GRADIENT -> gradients();
            case GUARD -> List.of(guarded(oneHot, B.times(A)), guarded(distribution, A.times(B)),
                    guarded(softmax, B.times(A).negate()));
            case SIGN -> List.of(net.map(A.plus(B), net.map(A.negate(), z), t),
                    net.map(A.times(B.minus(C)), net.broadcast(net.map(A.over(constant(-3)), s), z.shape(), 0), z, t),
                    net.map(A.times(B.minus(C)), net.broadcast(net.map(A.times(constant(-3)), s), z.shape(), 0), z, t));
            case ACROSS -> List.of(net.map(LOG, net.map(new Call(Fn.LOGISTIC, A), z)),
                    net.map(LOG, net.map(ONE.minus(A), net.map(new Call(Fn.LOGISTIC, A), z))),
                    net.map(A.minus(B.times(C)), net.map(A.times(B), t, z), z, softmax));
            case AFFINE -> List.of(affine("y", affine("hidden", z, 5), 2));
        };
    }

    private List<Value> structure() {
        Value cube = net.input("cube", 2, 3);
        Value half = net.slice(cube, 1, 1, 2);
        return List.of(net.transpose(net.transpose(cube, 2, 0, 1), 1, 2, 0),
                net.reshape(net.reshape(cube, Shape.BATCH, 6), Shape.BATCH, 3, 2),
                net.broadcast(net.broadcast(s, Shape.of(Shape.BATCH, 4), 0), Shape.of(Shape.BATCH, 4, 3), 0, 1),
                net.slice(net.concat(1, half, cube, half), 1, 1, 3), net.max(net.max(cube, 1), 1),
                net.sum(net.transpose(cube, 0, 2, 1), 2));
    }

    private List<Value> softmaxes() {
        Value exp = net.map(EXP, z);
        Value sum = net.sumAlongLast(exp);
        return List.of(net.map(LOG, softmax), net.map(LOG, net.sum(net.map(A.times(B), oneHot, softmax), 1)),
                net.map(EXP, net.add(new Op.LogSoftmax(z))), net.map(A.over(B), exp, sum),
                net.map(A.minus(new Call(Fn.LOG, B)), z, sum), net.map(LOG, net.sum(exp, 1)));
    }

    private List<Value> sums() {
        Expr smoothed = A.times(constant(0.75)).plus(constant(0.25 / 4));
        return List.of(net.sum(oneHot, 1), net.sum(softmax, 1), net.sum(net.map(smoothed, oneHot), 1),
                net.sum(net.map(A.times(B).negate(), oneHot, wide), 1), net.sum(wide, 1), net.sum(wide, 0, 1),
                net.sum(net.map(A.negate(), t), 1));
    }

    private List<Value> gradients() {
        return List.of(gradient(net.map(A.times(B), wide, t)), gradient(net.map(A.times(B), t, wide)),
                gradient(net.map(A.times(B).negate(), wide, t)));
    }

    /// g − softmax(z)·Σ g, where nothing is known of the sum: Σ y = 1 is a law of its own.
    private Value gradient(Value g) {
        return net.map(A.minus(B.times(C)), g, softmax, net.sumAlongLast(g));
    }

    private Value guarded(Value y, Expr product) {
        return net.map(new Select(new Condition(Relation.LESS_OR_EQUAL, B, ZERO), ZERO, product), wide, y);
    }

    private Value affine(String name, Value in, int outputs) {
        return net.affine(name, in, net.parameter(name + ".weight", in.shape().extent(1), outputs),
                net.parameter(name + ".bias", outputs));
    }
}
