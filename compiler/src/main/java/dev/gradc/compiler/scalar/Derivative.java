package dev.gradc.compiler.scalar;

import dev.gradc.compiler.scalar.Expr.Abs;
import dev.gradc.compiler.scalar.Expr.Add;
import dev.gradc.compiler.scalar.Expr.Arg;
import dev.gradc.compiler.scalar.Expr.Call;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Const;
import dev.gradc.compiler.scalar.Expr.Div;
import dev.gradc.compiler.scalar.Expr.Fma;
import dev.gradc.compiler.scalar.Expr.Max;
import dev.gradc.compiler.scalar.Expr.Min;
import dev.gradc.compiler.scalar.Expr.Mul;
import dev.gradc.compiler.scalar.Expr.Neg;
import dev.gradc.compiler.scalar.Expr.Pow;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Expr.Select;
import dev.gradc.compiler.scalar.Expr.Sqrt;
import dev.gradc.compiler.scalar.Expr.Sub;
import java.util.Optional;

/// The rules of differentiation for scalar formulas: one line for each node.
///
/// A derivative that is zero everywhere is empty rather than the number 0, so that the law 0·x = 0, which does not hold
/// for floats, is never needed. At ties `max` and `min` give half to each side; |x|′ is 0 at 0; the branch that a
/// `select` takes is the one that is differentiated.
public final class Derivative {
    private final int arg;

    private Derivative(int arg) {
        this.arg = arg;
    }

    /// ∂f/∂(operand `arg`), or empty where it is zero everywhere. Subterms equal to ones of `f` are written the same way,
    /// so that they can be shared.
    public static Optional<Expr> of(Expr f, int arg) {
        return new Derivative(arg).d(f);
    }

    private Optional<Expr> d(Expr f) {
        return switch (f) {
            case Arg(var index) -> index == arg ? Optional.of(Expr.ONE) : Optional.empty();
            case Const _ -> Optional.empty();
            case Neg(var x) -> d(x).map(Expr::negate);
            case Abs(var x) -> d(x).map(dx -> times(sign(x), dx));
            case Sqrt(var x) -> d(x).map(dx -> times(Expr.constant(0.5).over(f), dx));
            case Add(var a, var b) -> plus(d(a), d(b));
            case Sub(var a, var b) -> plus(d(a), d(b).map(Expr::negate));
            case Mul(var a, var b) when a.equals(b) -> d(a).map(da -> times(Expr.constant(2).times(a), da));
            case Mul(var a, var b) -> plus(d(a).map(da -> times(b, da)), d(b).map(db -> times(a, db)));
            case Div(var a, var b) -> plus(d(a).map(da -> da.over(b)), d(b).map(db -> times(f, db).over(b).negate()));
            case Min(var a, var b) -> plus(d(a).map(da -> share(a, b, da)), d(b).map(db -> share(b, a, db)));
            case Max(var a, var b) -> plus(d(a).map(da -> share(b, a, da)), d(b).map(db -> share(a, b, db)));
            case Fma(var a, var b, var c) -> plus(d(a.times(b)), d(c));
            case Select(var condition, var then, var otherwise) -> select(condition, d(then), d(otherwise));
            case Call(var function, var x) -> d(x).map(dx -> times(function.derivative(x, f), dx));
            case Pow(var a, var b) -> plus(
                    d(a).map(da -> times(b.times(new Pow(a, minusOne(b))), da)),
                    d(b).map(db -> times(f.times(new Call(Fn.LOG, a)), db)));
        };
    }

    /// `dx` where `lower < upper`, half of it where they are equal, else zero.
    private static Expr share(Expr lower, Expr upper, Expr dx) {
        return new Select(new Condition(Relation.LESS, lower, upper), dx,
                new Select(new Condition(Relation.EQUAL, lower, upper), times(Expr.constant(0.5), dx), Expr.ZERO));
    }

    private static Expr sign(Expr x) {
        return new Select(new Condition(Relation.LESS, x, Expr.ZERO), Expr.constant(-1),
                new Select(new Condition(Relation.LESS, Expr.ZERO, x), Expr.ONE, Expr.ZERO));
    }

    private static Expr minusOne(Expr b) {
        return b instanceof Const(var value) ? Expr.constant(value - 1) : b.minus(Expr.ONE);
    }

    private static Expr times(Expr factor, Expr dx) {
        return dx.equals(Expr.ONE) ? factor : factor.equals(Expr.ONE) ? dx : factor.times(dx);
    }

    private static Optional<Expr> plus(Optional<Expr> a, Optional<Expr> b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : Optional.of(a.get().plus(b.get()));
    }

    private static Optional<Expr> select(Condition condition, Optional<Expr> then, Optional<Expr> otherwise) {
        return then.isEmpty() && otherwise.isEmpty() ? Optional.empty()
                : Optional.of(new Select(condition, then.orElse(Expr.ZERO), otherwise.orElse(Expr.ZERO)));
    }
}
