package dev.gradc.compiler.check;

import dev.gradc.compiler.interp.FormulaInterpreter;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Which way every comparison goes at a point: the sign of the difference of the two sides of each max, min, |x| and condition, for
/// each element, and which elements are the largest. Two points between which nothing changes lie on one smooth piece.
final class Branches {
    private final byte[] signs;

    private Branches(byte[] signs) {
        this.signs = signs;
    }

    /// The branches that the computation of `root` takes.
    ///
    /// @param graph where further values can be made
    static Branches of(Graph graph, Value root, GraphInterpreter values) {
        ByteArrayOutputStream signs = new ByteArrayOutputStream();
        for (Value value : Graph.reachable(List.of(root))) {
            switch (value.op()) {
                case Op.Elementwise(var formula, var args) when compares(formula) ->
                    formula(formula, args.stream().map(values::value).toArray(double[][]::new), signs);
                case Op.Reduce(var reduction, var x, var axes) when reduction == Reduction.MAX ->
                    largest(values.value(spread(graph, value, x, axes)), values.value(x), signs);
                default -> {
                }
            }
        }
        return new Branches(signs.toByteArray());
    }

    /// Whether every comparison goes the same way here.
    boolean same(Branches other) {
        return Arrays.equals(signs, other.signs);
    }

    /// Whether all comparisons that go another way there are between equals here: this point lies on the kink itself.
    boolean tiesBeside(Branches other) {
        for (int i = 0; i < signs.length; i++) {
            if (signs[i] != 0 && signs[i] != other.signs[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean compares(Expr formula) {
        return formula instanceof Expr.Select || formula instanceof Expr.Max || formula instanceof Expr.Min
                || formula instanceof Expr.Abs || formula.children().stream().anyMatch(Branches::compares);
    }

    private static void formula(Expr formula, double[][] args, ByteArrayOutputStream signs) {
        switch (formula) {
            case Expr.Select(var condition, _, _) -> sides(condition.a(), condition.b(), args, signs);
            case Expr.Max(var a, var b) -> sides(a, b, args, signs);
            case Expr.Min(var a, var b) -> sides(a, b, args, signs);
            case Expr.Abs(var x) -> sides(x, Expr.ZERO, args, signs);
            default -> {
            }
        }
        formula.children().forEach(child -> formula(child, args, signs));
    }

    private static void sides(Expr a, Expr b, double[][] args, ByteArrayOutputStream signs) {
        double[] at = new double[args.length];
        for (int i = 0; i < args[0].length; i++) {
            for (int k = 0; k < at.length; k++) {
                at[k] = args[k][i];
            }
            signs.write((int) Math.signum(FormulaInterpreter.value(a, at) - FormulaInterpreter.value(b, at)));
        }
    }

    /// A maximum at every element that it is taken over.
    private static Value spread(Graph graph, Value largest, Value x, List<Integer> axes) {
        return graph.broadcast(largest, largest, x.shape(),
                IntStream.range(0, x.shape().rank()).filter(axis -> !axes.contains(axis)).boxed().toList());
    }

    private static void largest(double[] top, double[] elements, ByteArrayOutputStream signs) {
        for (int i = 0; i < top.length; i++) {
            signs.write((int) Math.signum(elements[i] - top[i]));
        }
    }
}
