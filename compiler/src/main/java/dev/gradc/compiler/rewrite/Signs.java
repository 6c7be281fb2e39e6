package dev.gradc.compiler.rewrite;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Cost;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.StableAlgebra;
import java.util.List;
import java.util.Optional;

/// Takes signs from operands into the formulas that read them: an operand that is the negative of a value, or a broadcast
/// of one, is that value, and the sign stands in the formula.
final class Signs {
    private static final Expr MINUS = Expr.arg(0).negate();

    private final Graph graph;
    private final Value v;

    Signs(Graph graph, Value v) {
        this.graph = graph;
        this.v = v;
    }

    /// The formula with one operand's sign in it, where it becomes no dearer.
    Optional<Formulas> apply(Formulas f) {
        for (int i = 0; i < f.args().size(); i++) {
            Optional<Value> value = negated(f.args().get(i));
            if (value.isPresent()) {
                Formulas after = f.inline(i, new Formulas(MINUS, List.of(value.get()))).compact();
                Expr formula = StableAlgebra.stabilize(after.formula()).formula();
                if (Cost.of(formula) <= Cost.of(f.formula())) {
                    return Optional.of(after.with(formula));
                }
            }
        }
        return Optional.empty();
    }

    /// The formula with the signs of all its operands in it.
    Formulas all(Formulas f) {
        Formulas result = f;
        for (int i = 0; i < f.args().size(); i++) {
            Optional<Value> value = negated(f.args().get(i));
            result = value.isPresent() ? result.inline(i, new Formulas(MINUS, List.of(value.get()))) : result;
        }
        return result.compact();
    }

    /// The value that `x` is the negative of, where it costs no more to compute.
    private Optional<Value> negated(Value x) {
        return switch (x.op()) {
            case Op.Elementwise(Expr.Neg(Expr.Arg(var index)), var args) -> Optional.of(args.get(index));
            case Op.Broadcast(var inner, var shape, var axes) when inner
                    .op() instanceof Op.Elementwise(var formula, var args) ->
                negated(formula).map(e -> graph.broadcast(v, computed(e, args, inner), shape, axes));
            default -> Optional.empty();
        };
    }

    private Value computed(Expr e, List<Value> args, Value of) {
        return e instanceof Expr.Arg(var index) ? args.get(index) : graph.add(new Op.Elementwise(e, args), of);
    }

    private static Optional<Expr> negated(Expr formula) {
        return switch (formula) {
            case Expr.Neg(var x) -> Optional.of(x);
            case Expr.Div(Expr.Const(var c), var x) when c < 0 -> Optional.of(Expr.constant(-c).over(x));
            case Expr.Div(var x, Expr.Const(var c)) when c < 0 -> Optional.of(x.over(Expr.constant(-c)));
            case Expr.Mul(var x, Expr.Const(var c)) when c < 0 -> Optional.of(x.times(Expr.constant(-c)));
            default -> Optional.empty();
        };
    }
}
