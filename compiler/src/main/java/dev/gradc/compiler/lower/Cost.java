package dev.gradc.compiler.lower;

import dev.gradc.compiler.scalar.Expr;

/// How much code a formula becomes, in scalar operations, so that no method outgrows what HotSpot compiles.
final class Cost {
    /// About what one of gradc's functions takes.
    static final int FUNCTION = 40;
    /// About what one random number takes.
    static final int RANDOM = 120;

    private Cost() {
    }

    /// The operations of a formula.
    static int of(Expr formula) {
        int own = switch (formula) {
            case Expr.Arg _, Expr.Const _ -> 0;
            case Expr.Call _ -> FUNCTION;
            case Expr.Pow _ -> 2 * FUNCTION;
            case Expr.Neg _, Expr.Abs _, Expr.Sqrt _, Expr.Add _, Expr.Sub _, Expr.Mul _, Expr.Div _, Expr.Min _, Expr.Max _, Expr.Fma _ ->
                1;
            case Expr.Select _ -> 2;
        };
        return own + formula.children().stream().mapToInt(Cost::of).sum();
    }

    /// Whether a formula calls a function.
    static boolean calls(Expr formula) {
        return formula instanceof Expr.Call || formula instanceof Expr.Pow
                || formula.children().stream().anyMatch(Cost::calls);
    }
}
