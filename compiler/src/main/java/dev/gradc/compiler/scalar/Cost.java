package dev.gradc.compiler.scalar;

/// What a formula costs, in additions: about its time, and about the size of its code.
public final class Cost {
    /// One of gradc's functions.
    public static final int FUNCTION = 40;
    /// A random number.
    public static final int RANDOM = 120;

    private Cost() {
    }

    /// The cost of a formula.
    public static int of(Expr formula) {
        int own = switch (formula) {
            case Expr.Arg _, Expr.Const _ -> 0;
            case Expr.Neg _, Expr.Abs _, Expr.Add _, Expr.Sub _, Expr.Mul _, Expr.Min _, Expr.Max _, Expr.Fma _ -> 1;
            case Expr.Select _ -> 2;
            case Expr.Div _, Expr.Sqrt _ -> 4;
            case Expr.Call _ -> FUNCTION;
            case Expr.Pow _ -> 2 * FUNCTION;
        };
        return own + formula.children().stream().mapToInt(Cost::of).sum();
    }

    /// Whether a formula calls a function.
    public static boolean calls(Expr formula) {
        return formula instanceof Expr.Call || formula instanceof Expr.Pow
                || formula.children().stream().anyMatch(Cost::calls);
    }
}
