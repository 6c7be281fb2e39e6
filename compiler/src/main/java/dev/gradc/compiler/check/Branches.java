package dev.gradc.compiler.check;

import dev.gradc.compiler.interp.FormulaInterpreter;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which way every comparison goes at a point: on which side of each kink it lies. Two points between which nothing
/// changes can be compared by a difference quotient.
final class Branches {
    private final List<Integer> signs = new ArrayList<>();

    private Branches() {
    }

    /// The branches that the computation of `root` takes.
    static List<Integer> of(Value root, GraphInterpreter values) {
        Branches branches = new Branches();
        for (Value value : Graph.reachable(List.of(root))) {
            if (value.op() instanceof Op.Elementwise(var formula, var args)) {
                branches.formula(formula, args.stream().map(values::value).toList());
            } else if (value.op() instanceof Op.Reduce(var reduction, var x, _) && reduction == Reduction.MAX) {
                double[] top = values.value(value);
                Arrays.stream(values.value(x)).forEach(element -> branches.signs
                        .add(Arrays.stream(top).anyMatch(largest -> largest == element) ? 1 : 0));
            }
        }
        return branches.signs;
    }

    private void formula(Expr formula, List<double[]> args) {
        switch (formula) {
            case Expr.Select(var condition, _, _) -> sides(condition.a(), condition.b(), args);
            case Expr.Max(var a, var b) -> sides(a, b, args);
            case Expr.Min(var a, var b) -> sides(a, b, args);
            case Expr.Abs(var x) -> sides(x, Expr.ZERO, args);
            default -> {
            }
        }
        formula.children().forEach(child -> formula(child, args));
    }

    private void sides(Expr a, Expr b, List<double[]> args) {
        for (int i = 0; i < args.get(0).length; i++) {
            int element = i;
            double[] at = args.stream().mapToDouble(arg -> arg[element]).toArray();
            signs.add((int) Math.signum(FormulaInterpreter.value(a, at) - FormulaInterpreter.value(b, at)));
        }
    }
}
