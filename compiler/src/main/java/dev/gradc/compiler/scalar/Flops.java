package dev.gradc.compiler.scalar;

import dev.gradc.compiler.scalar.Sequence.Operation;
import dev.gradc.runtime.KernelSpec;
import dev.gradc.runtime.Precision;

/// How many floating-point operations formulas have, as [KernelSpec.Work] counts them.
public final class Flops {
    private Flops() {
    }

    /// The operations of a formula; those of both branches of a selection, since both are computed.
    public static int of(Expr formula, Precision precision) {
        int own = switch (formula) {
            case Expr.Arg _, Expr.Const _, Expr.Neg _, Expr.Abs _ -> 0;
            case Expr.Add _, Expr.Sub _, Expr.Mul _, Expr.Div _, Expr.Sqrt _, Expr.Min _, Expr.Max _ -> 1;
            case Expr.Select _ -> 1;
            case Expr.Fma _ -> 2;
            case Expr.Call(var function, _) -> of(Functions.of(function, precision));
            case Expr.Pow _ -> of(Functions.pow(precision));
        };
        return own + formula.children().stream().mapToInt(child -> of(child, precision)).sum();
    }

    private static int of(Sequence sequence) {
        return sequence.steps().stream().mapToInt(step -> of(step.operation())).sum();
    }

    private static int of(Operation operation) {
        return switch (operation) {
            case ADD, SUB, MUL, DIV, SQRT, MIN, MAX, LT, LE, EQ -> 1;
            case FMA -> 2;
            case AND, OR, SELECT, ISELECT, TO_BITS, FROM_BITS, IADD, ISUB, IAND, IOR, IXOR, SHL, USHR, SHR -> 0;
        };
    }
}
