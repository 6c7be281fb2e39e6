package dev.gradc.gradcheck;

import dev.gradc.compiler.interp.FormulaInterpreter;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import java.util.ArrayList;
import java.util.List;

/// Finds draws that lie so near a kink that rounding may take another branch.
final class Kinks {
    private static final double NEAR = 1e-11;

    private Kinks() {
    }

    /// Whether the two sides of any comparison that the entry makes lie closer than rounding can tell apart, without being
    /// the same number.
    static boolean isNear(GraphModule module, GraphModule.Entry entry, GraphInterpreter graph) {
        List<Value> roots = entry.results().stream().map(GraphModule.Result::value).toList();
        return Graph.reachable(roots).stream().anyMatch(value -> value.op() instanceof Op.Elementwise(var f, var args)
                && isNear(sides(f), args.stream().map(graph::value).toList()));
    }

    private static List<Expr> sides(Expr formula) {
        List<Expr> sides = new ArrayList<>();
        switch (formula) {
            case Expr.Select(var condition, _, _) -> sides.addAll(List.of(condition.a(), condition.b()));
            case Expr.Max(var a, var b) -> sides.addAll(List.of(a, b));
            case Expr.Min(var a, var b) -> sides.addAll(List.of(a, b));
            case Expr.Abs(var x) -> sides.addAll(List.of(x, Expr.ZERO));
            default -> {
            }
        }
        formula.children().forEach(child -> sides.addAll(sides(child)));
        return sides;
    }

    private static boolean isNear(List<Expr> sides, List<double[]> args) {
        for (int s = 0; s < sides.size(); s += 2) {
            for (int i = 0; i < args.get(0).length; i++) {
                int element = i;
                double[] at = args.stream().mapToDouble(arg -> arg[element]).toArray();
                double a = FormulaInterpreter.value(sides.get(s), at);
                double b = FormulaInterpreter.value(sides.get(s + 1), at);
                if (a != b && Math.abs(a - b) < NEAR * (1 + Math.abs(a))) {
                    return true;
                }
            }
        }
        return false;
    }
}
