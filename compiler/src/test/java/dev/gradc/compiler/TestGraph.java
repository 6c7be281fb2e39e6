package dev.gradc.compiler;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Origin;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.InputSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Builds small graphs in few words.
public final class TestGraph {
    /// The first operand of a formula.
    public static final Expr A = Expr.arg(0);
    /// The second.
    public static final Expr B = Expr.arg(1);
    /// The third.
    public static final Expr C = Expr.arg(2);

    private static final int BATCH = Shape.BATCH;

    public final Graph graph = new Graph();
    private int line;

    public Value add(Op op) {
        return add("", op);
    }

    public Value add(String name, Op op) {
        return graph.add(op, name, new Origin("Net.java", ++line));
    }

    /// Rows of real numbers.
    public Value input(String name, Integer... row) {
        return add(name, new Op.Input(name, Shape.batchOf(Arrays.asList(row)), new InputSpec.Kind.Real(), false));
    }

    /// Rows that are probability distributions.
    public Value distribution(String name, int width) {
        return add(name, new Op.Input(name, Shape.of(BATCH, width), new InputSpec.Kind.Distribution(), false));
    }

    public Value labels(String name, int classes) {
        return add(name, new Op.Input(name, Shape.of(BATCH), new InputSpec.Kind.Label(classes), false));
    }

    public Value oneHot(String name, int classes) {
        return add(new Op.OneHot(labels(name, classes), classes));
    }

    public Value parameter(String name, Integer... shape) {
        return add(name, new Op.Parameter(name, Shape.of(shape), new Initializer.Normal(0, 1), true));
    }

    public Value constant(double value) {
        return add(new Op.Constant(value));
    }

    public Value map(Expr formula, Value... args) {
        return add(new Op.Elementwise(formula, List.of(args)));
    }

    public Value map(String name, Expr formula, Value... args) {
        return add(name, new Op.Elementwise(formula, List.of(args)));
    }

    /// x[b,k] · w[k,n].
    public Value matmul(Value x, Value w) {
        return add(new Op.Contraction(x, w, List.of(0, 1), List.of(1, 2), List.of(0, 2)));
    }

    /// x·w + b.
    public Value affine(String name, Value x, Value w, Value b) {
        Value product = matmul(x, w);
        return map(name, A.plus(B), product, broadcast(b, product.shape(), 1));
    }

    public Value transpose(Value x, Integer... permutation) {
        return add(new Op.Transpose(x, List.of(permutation)));
    }

    public Value reshape(Value x, Integer... shape) {
        return add(new Op.Reshape(x, Shape.of(shape)));
    }

    public Value slice(Value x, int axis, int from, int to) {
        return add(new Op.Slice(x, axis, from, to));
    }

    public Value concat(int axis, Value... parts) {
        return add(new Op.Concat(List.of(parts), axis));
    }

    public Value broadcast(Value x, Shape shape, Integer... axes) {
        return add(new Op.Broadcast(x, shape, List.of(axes)));
    }

    public Value sum(Value x, Integer... axes) {
        return add(new Op.Reduce(Reduction.SUM, x, List.of(axes)));
    }

    public Value max(Value x, Integer... axes) {
        return add(new Op.Reduce(Reduction.MAX, x, List.of(axes)));
    }

    /// The sum over the last axis, along which it is repeated.
    public Value sumAlongLast(Value x) {
        int last = x.shape().rank() - 1;
        return broadcast(sum(x, last), x.shape(), IntStream.range(0, last).boxed().toArray(Integer[]::new));
    }

    /// The mean of one number for each row.
    public Value mean(Value x) {
        return map("loss", A.over(B), sum(x, 0), add(new Op.Rows()));
    }

    public Value softmax(Value x) {
        return add("softmax", new Op.Softmax(x));
    }
}
