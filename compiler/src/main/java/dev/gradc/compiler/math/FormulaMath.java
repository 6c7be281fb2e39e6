package dev.gradc.compiler.math;

import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.ExprPrinter;
import dev.gradc.compiler.scalar.Fn;
import java.util.List;

/// A scalar formula as mathematics, over operands that are mathematics already.
final class FormulaMath {
    private final List<Term> args;
    private final List<Boolean> tensors;

    /// @param args the operands
    /// @param tensors which of them have an element for each element of the result; products of two such are written ∘
    FormulaMath(List<Term> args, List<Boolean> tensors) {
        this.args = args;
        this.tensors = tensors;
    }

    Term of(Expr e) {
        return switch (e) {
            case Expr.Arg(var index) -> args.get(index);
            case Expr.Const(var value) -> value < 0 ? Term.negative(Term.atom(ExprPrinter.number(-value)))
                    : Term.atom(ExprPrinter.number(value));
            case Expr.Neg(var x) -> Term.negative(of(x));
            case Expr.Abs(var x) -> Term.atom("|" + of(x).text() + "|");
            case Expr.Sqrt(var x) -> Term.atom("√" + of(x).within(Term.ATOM));
            case Expr.Add(var a, Expr.Neg(var b)) -> Term.sum(of(a), "−", of(b));
            case Expr.Add(var a, var b) -> Term.sum(of(a), "+", of(b));
            case Expr.Sub(var a, var b) -> Term.sum(of(a), "−", of(b));
            case Expr.Mul(var a, var b) -> Term.product(of(a), isTensor(a) && isTensor(b) ? " ∘ " : "·", of(b));
            case Expr.Div(var a, var b) -> Term.quotient(of(a), of(b));
            case Expr.Min(var a, var b) -> Term.call("min", List.of(of(a), of(b)));
            case Expr.Max(var a, var b) -> Term.call("max", List.of(of(a), of(b)));
            case Expr.Fma(var a, var b, var c) -> of(a.times(b).plus(c));
            case Expr.Pow(var a, var b) -> Term.atom(of(a).within(Term.ATOM) + "^" + of(b).within(Term.ATOM));
            case Expr.Call(var function, var x) -> Term.call(name(function), of(x));
            case Expr.Select select -> select(select);
        };
    }

    private boolean isTensor(Expr e) {
        return e instanceof Expr.Arg(var index) ? tensors.get(index)
                : e.children().stream().anyMatch(this::isTensor);
    }

    private static String name(Fn function) {
        return function == Fn.LOGISTIC ? "σ" : function.symbol();
    }

    /// `max(0, x)` and `g ∘ [x > 0]` where the choice is one of these, else both branches.
    private Term select(Expr.Select select) {
        Condition c = select.condition();
        if (isZero(select.then()) && isAtMostZero(c) && select.otherwise().equals(c.a())) {
            return Term.call("max", List.of(Term.atom("0"), of(c.a())));
        }
        if (isZero(select.then()) && isAtMostZero(c)) {
            return indicated(select.otherwise(), of(c.a()).text() + " > 0");
        }
        String condition = of(c.a()).text() + " " + symbol(c) + " " + of(c.b()).text();
        if (isZero(select.otherwise())) {
            return indicated(select.then(), condition);
        }
        return Term.atom("(" + of(select.then()).text() + " if " + condition + " else "
                + of(select.otherwise()).text() + ")");
    }

    private Term indicated(Expr e, String condition) {
        Term indicator = Term.atom("[" + condition + "]");
        return e.equals(Expr.ONE) ? indicator : Term.product(of(e), " ∘ ", indicator);
    }

    private static boolean isZero(Expr e) {
        return e.equals(Expr.ZERO);
    }

    private static boolean isAtMostZero(Condition c) {
        return c.relation() == Expr.Relation.LESS_OR_EQUAL && isZero(c.b());
    }

    private static String symbol(Condition c) {
        return switch (c.relation()) {
            case LESS -> "<";
            case LESS_OR_EQUAL -> "≤";
            case EQUAL -> "=";
        };
    }
}
