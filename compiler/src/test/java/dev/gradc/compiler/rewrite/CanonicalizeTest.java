package dev.gradc.compiler.rewrite;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static dev.gradc.compiler.TestGraph.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each law by the value that it leaves, and by the bits of both sides.
class CanonicalizeTest {
    private static final int BATCH = Shape.BATCH;

    private final TestGraph net = new TestGraph();
    private final Value x = net.input("x", 4, 3);
    private final Value y = net.input("y", 4, 3);
    private final Value v = net.input("v", 4);
    private final Value s = net.input("s");
    private final Value w = net.parameter("w", 3, 5);

    @Test
    void transposes() {
        law(net.transpose(x, 0, 1, 2), x);
        law(net.transpose(net.transpose(x, 1, 2, 0), 2, 0, 1), x);
        law(net.transpose(net.transpose(x, 1, 2, 0), 0, 2, 1), net.transpose(x, 1, 0, 2));
        law(net.transpose(net.broadcast(v, Shape.of(BATCH, 4, 3), 0, 1), 0, 2, 1),
                net.broadcast(v, Shape.of(BATCH, 3, 4), 0, 2));
        stays(net.transpose(net.broadcast(v, Shape.of(BATCH, 4, 3), 0, 1), 1, 0, 2));
    }

    @Test
    void contractions() {
        Value matrix = net.input("m", 3);
        Value product = net.add(new Op.Contraction(matrix, w, List.of(0, 1), List.of(1, 2), List.of(2, 0)));
        law(net.transpose(net.matmul(matrix, w), 1, 0), product);
        Value turned = net.parameter("u", 5, 3);
        law(net.matmul(matrix, net.transpose(turned, 1, 0)),
                net.add(new Op.Contraction(matrix, turned, List.of(0, 1), List.of(2, 1), List.of(0, 2))));
        law(net.matmul(net.transpose(turned, 0, 1), w),
                net.add(new Op.Contraction(turned, w, List.of(0, 1), List.of(1, 2), List.of(0, 2))));
        law(net.add(new Op.Contraction(net.transpose(turned, 1, 0), turned, List.of(0, 1), List.of(1, 2),
                List.of(0, 2))),
                net.add(new Op.Contraction(turned, turned, List.of(0, 1), List.of(0, 2), List.of(1, 2))));
        law(net.add(new Op.Contraction(matrix, w, List.of(7, 9), List.of(9, 4), List.of(7, 4))), net.matmul(matrix, w));
    }

    /// Two labels are summed in the order in which they stand in the first operand.
    @Test
    void aTransposeThatOrdersTheSumStays() {
        stays(net.add(new Op.Contraction(net.transpose(x, 0, 2, 1), net.transpose(y, 0, 2, 1), List.of(0, 1, 2),
                List.of(0, 1, 2), List.of(0))), net.add(
                        new Op.Contraction(net.transpose(x, 0, 2, 1), y,
                                List.of(0, 1, 2), List.of(0, 2, 1), List.of(0))));
    }

    @Test
    void reshapes() {
        law(net.reshape(x, BATCH, 4, 3), x);
        law(net.reshape(net.reshape(x, BATCH, 12), BATCH, 3, 4), net.reshape(x, BATCH, 3, 4));
        law(net.reshape(net.broadcast(net.constant(2), Shape.of(2, 3)), 6),
                net.broadcast(net.constant(2), Shape.of(6)));
    }

    @Test
    void broadcasts() {
        law(net.broadcast(v, v.shape(), 0, 1), v);
        law(net.broadcast(net.broadcast(s, Shape.of(BATCH, 4), 0), Shape.of(BATCH, 4, 3), 0, 1),
                net.broadcast(s, Shape.of(BATCH, 4, 3), 0));
    }

    @Test
    void slices() {
        law(net.slice(x, 1, 0, 4), x);
        law(net.slice(net.slice(x, 1, 1, 4), 1, 1, 2), net.slice(x, 1, 2, 3));
        Value three = net.concat(1, x, net.slice(y, 1, 0, 2), y);
        law(net.slice(three, 1, 4, 6), net.slice(y, 1, 0, 2));
        law(net.slice(three, 1, 7, 9), net.slice(y, 1, 1, 3));
        law(net.slice(net.concat(1, v, net.map(A.negate(), v), v), 1, 5, 9),
                net.slice(net.concat(1, net.map(A.negate(), v), v), 1, 1, 5));
        law(net.slice(net.broadcast(v, Shape.of(BATCH, 4, 3), 0, 1), 2, 1, 2),
                net.broadcast(v, Shape.of(BATCH, 4, 1), 0, 1));
    }

    @Test
    void concatenations() {
        law(net.concat(1, x), x);
        law(net.concat(1, net.concat(1, x, y), x), net.concat(1, x, y, x));
        law(net.concat(1, net.slice(x, 1, 0, 1), net.slice(x, 1, 1, 4)), x);
        law(net.concat(1, y, net.slice(x, 1, 0, 1), net.slice(x, 1, 1, 2)), net.concat(1, y, net.slice(x, 1, 0, 2)));
        stays(net.concat(1, net.slice(x, 1, 1, 4), net.slice(x, 1, 0, 1)));
    }

    @Test
    void reductions() {
        Value column = net.input("c", 1);
        law(net.sum(column, 1), net.reshape(column, BATCH));
        law(net.max(net.broadcast(v, Shape.of(BATCH, 4, 3), 0, 1), 2), v);
        law(net.max(net.broadcast(v, Shape.of(BATCH, 4, 3), 0, 1), 1, 2), net.max(v, 1));
        law(net.max(net.max(x, 1), 1), net.max(x, 1, 2));
        law(net.max(net.max(x, 2), 1), net.max(x, 1, 2));
        law(net.sum(net.transpose(x, 0, 2, 1), 2), net.sum(x, 1));
        law(net.sum(net.transpose(v, 1, 0), 0), net.sum(v, 1));
        stays(net.sum(net.broadcast(v, Shape.of(BATCH, 4, 3), 0, 1), 2));
        stays(net.sum(net.transpose(x, 0, 2, 1), 1, 2));
        stays(net.sum(net.transpose(x, 1, 0, 2), 2));
        stays(net.sum(net.sum(x, 2), 1));
    }

    @Test
    void elementwise() {
        law(net.map(A, x), x);
        law(net.map(B.plus(C), net.map(A.negate(), x), x, y), net.map(A.plus(B), x, y));
        law(net.map(A.times(B), x, x), net.map(A.times(A), x));
        law(net.map(B.minus(A), x, y), net.map(A.minus(B), y, x));
        Value two = net.broadcast(net.constant(2), x.shape());
        law(net.map(A.times(B), two, x), net.map(A.times(Expr.constant(2)), x));
        law(net.map(A.plus(B), two, two), net.broadcast(net.constant(4), x.shape()));
        law(net.map(A.negate(), net.constant(2)), net.constant(-2));
        law(net.map(A.negate().negate(), x), x);
    }

    @Test
    void elementwiseOfBroadcasts() {
        Value wide = net.broadcast(v, Shape.of(BATCH, 4, 3), 0, 1);
        Value wider = net.broadcast(s, Shape.of(BATCH, 4, 3), 0);
        law(net.map(A.negate(), wide), net.broadcast(net.map(A.negate(), v), wide.shape(), 0, 1));
        law(net.map(A.times(B), wide, wider),
                net.broadcast(net.map(A.times(B), v, net.broadcast(s, v.shape(), 0)), wide.shape(), 0, 1));
        law(net.map(A.negate(), wider), net.broadcast(net.map(A.negate(), s), wide.shape(), 0));
        stays(net.map(A.plus(B), x, wide));
        Value bias = net.parameter("b", 4);
        stays(net.map(A.plus(B), net.broadcast(s, v.shape(), 0), net.broadcast(bias, v.shape(), 1)));
    }

    @Test
    void phasesAndStoppedGradients() {
        law(net.add(new Op.Phase(x, net.map(A, x))), x);
        Value stopped = net.add(new Op.StopGradient(x));
        law(net.add(new Op.StopGradient(stopped)), stopped);
        stays(stopped);
    }

    @Test
    void theReplacementBearsTheName() {
        Value named = net.map("hidden", A.plus(B), x, net.broadcast(net.constant(1), x.shape()));
        Value result = Rewrites.apply(net, Canonicalize::apply, named);
        assertThat(result.op()).isEqualTo(new Op.Elementwise(A.plus(Expr.ONE), List.of(x)));
        assertThat(result.name()).isEqualTo("hidden");
        assertThat(result.origin()).isEqualTo(named.origin());
    }

    private void law(Value before, Value after) {
        Rewrites.same(net, Rewrites.apply(net, Canonicalize::apply, before), after);
        Rewrites.sameBits(before, after);
    }

    private void stays(Value value) {
        stays(value, value);
    }

    private void stays(Value value, Value as) {
        Rewrites.same(net, Rewrites.apply(net, Canonicalize::apply, value), as);
        Rewrites.sameBits(value, as);
    }
}
