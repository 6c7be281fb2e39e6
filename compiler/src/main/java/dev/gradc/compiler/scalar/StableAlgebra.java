package dev.gradc.compiler.scalar;

import static dev.gradc.compiler.scalar.Expr.ONE;
import static dev.gradc.compiler.scalar.Expr.constant;
import static dev.gradc.compiler.scalar.Fn.EXP;
import static dev.gradc.compiler.scalar.Fn.EXPM1;
import static dev.gradc.compiler.scalar.Fn.LOG;
import static dev.gradc.compiler.scalar.Fn.LOG1P;
import static dev.gradc.compiler.scalar.Fn.LOGISTIC;
import static dev.gradc.compiler.scalar.Fn.SOFTPLUS;
import static dev.gradc.compiler.scalar.Fn.TANH;

import dev.gradc.compiler.scalar.Expr.Abs;
import dev.gradc.compiler.scalar.Expr.Add;
import dev.gradc.compiler.scalar.Expr.Call;
import dev.gradc.compiler.scalar.Expr.Const;
import dev.gradc.compiler.scalar.Expr.Div;
import dev.gradc.compiler.scalar.Expr.Mul;
import dev.gradc.compiler.scalar.Expr.Neg;
import dev.gradc.compiler.scalar.Expr.Pow;
import dev.gradc.compiler.scalar.Expr.Select;
import dev.gradc.compiler.scalar.Expr.Sqrt;
import dev.gradc.compiler.scalar.Expr.Sub;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// The stabilizing laws of scalar formulas: equal over the reals, and where they differ in rounding, range or the sign of
/// a zero, at least as good. The exact laws of [Algebra] are applied with them.
///
/// The laws of logarithms and exponentials are those that PyTensor's stabilization has; the gradient of the binary
/// cross-entropy becomes σ(z) − y, as it is written on paper.
public final class StableAlgebra {
    private int stabilized;
    private int factored;

    private StableAlgebra() {
    }

    /// A formula and what was done to it.
    ///
    /// @param formula the same object as before when no law applied
    /// @param stabilized how often a law of functions applied, one that mends range or accuracy
    /// @param factored how often a common factor was taken out of a sum
    public record Outcome(Expr formula, int stabilized, int factored) {
    }

    /// The formula by the stabilizing and the exact laws, as far as they go.
    public static Outcome stabilize(Expr formula) {
        StableAlgebra algebra = new StableAlgebra();
        Expr result = Algebra.settle(formula, algebra::apply);
        return new Outcome(result, algebra.stabilized, algebra.factored);
    }

    private Expr apply(Expr e) {
        Expr exact = Algebra.exact(e);
        Expr tidied = exact == e ? tidy(e) : exact;
        if (tidied != e) {
            return tidied;
        }
        Expr stable = stable(e);
        stabilized += stable != e ? 1 : 0;
        if (stable != e) {
            return stable;
        }
        Expr product = factor(e);
        factored += product != e ? 1 : 0;
        return product;
    }

    /// The laws that mend range or accuracy.
    private static Expr stable(Expr e) {
        return switch (e) {
            case Call(var f, var x) when f == LOG -> logarithm(e, x);
            case Call(var f, var x) when f == LOG1P -> logarithmOnePlus(e, x);
            case Add(var x, var y) -> sum(e, x, y);
            case Sub(var x, var y) -> difference(e, x, y);
            case Div(var x, var y) -> quotient(e, x, y);
            case Sqrt(Mul(var x, var y)) when x.equals(y) -> new Abs(x);                      // √(x·x) = |x|
            case Pow(var x, Const(var c)) when c == -1 -> ONE.over(x);                        // x⁻¹ = 1/x
            case Pow(var x, Const(var c)) when c == 2 -> cheaper(e, x.times(x));              // x² = x·x
            default -> e;
        };
    }

    private static Expr logarithm(Expr e, Expr operand) {
        return switch (operand) {
            case Call(var f, var x) when f == LOGISTIC -> softplus(x.negate()).negate(); // log σ(x) = −softplus(−x)
            case Sub(Const(var c), Call(var f, var x)) when c == 1 && f == LOGISTIC -> softplus(x).negate(); // log(1 − σ(x))
            case Call(var f, var x) when f == EXP -> x;                                       // log eˣ = x
            case Add(var x, Const(var c)) when c == 1 -> new Call(LOG1P, x);                  // log(x + 1) = log1p x
            case Sub(Const(var c), var x) when c == 1 -> new Call(LOG1P, x.negate());         // log(1 − x) = log1p(−x)
            case Div(Const(var c), var x) when c == 1 -> new Call(LOG, x).negate();           // log(1/x) = −log x
            case Sqrt(var x) -> new Call(LOG, x).times(constant(0.5));                        // log √x = ½ log x
            default -> e;
        };
    }

    private static Expr logarithmOnePlus(Expr e, Expr operand) {
        return switch (operand) {
            case Neg(Call(var f, var x)) when f == LOGISTIC -> softplus(x).negate(); // log1p(−σ(x)) = −softplus(x)
            case Call(var f, var x) when f == EXP -> softplus(x);                             // log1p(eˣ) = softplus(x)
            case Call(var f, var x) when f == EXPM1 -> x;                                     // log1p(expm1 x) = x
            default -> e;
        };
    }

    private static Expr sum(Expr e, Expr a, Expr b) {
        if (a instanceof Call(var f, Neg(var x)) && f == SOFTPLUS && x.equals(b)) {
            return softplus(b);                                                               // softplus(−x) + x = softplus(x)
        }
        if (b instanceof Call(var f, Neg(var x)) && f == SOFTPLUS && x.equals(a)) {
            return softplus(a);
        }
        return crossEntropyGradient(e);
    }

    private static Expr difference(Expr e, Expr a, Expr b) {
        if (a instanceof Call(var f, var x) && f == SOFTPLUS && x.equals(b)) {
            return softplus(x.negate());                                                      // softplus(x) − x = softplus(−x)
        }
        if (b instanceof Call(var f, var x) && f == SOFTPLUS && x.equals(a)) {
            return softplus(x.negate()).negate();                                             // x − softplus(x) = −softplus(−x)
        }
        if (a instanceof Call(var f, var x) && f == EXP && b.equals(ONE)) {
            return new Call(EXPM1, x);                                                        // eˣ − 1 = expm1 x
        }
        if (b instanceof Call(var f, var x) && f == EXP && a.equals(ONE)) {
            return new Call(EXPM1, x).negate();                                               // 1 − eˣ = −expm1 x
        }
        return crossEntropyGradient(e);
    }

    private static Expr quotient(Expr e, Expr a, Expr b) {
        if (b instanceof Add(Call(var f, var x), Const(var c)) && f == EXP && c == 1) {
            return a.equals(ONE) ? logistic(x.negate())                                       // 1/(eˣ + 1) = σ(−x)
                    : a.equals(new Call(EXP, x)) ? logistic(x) : e;                           // eˣ/(eˣ + 1) = σ(x)
        }
        if (a instanceof Call(var f, var x) && f == LOGISTIC && b.equals(ONE.minus(a))) {
            return new Call(EXP, x);                                                          // σ(x)/(1 − σ(x)) = eˣ
        }
        if (b instanceof Call(var f, var x) && f == LOGISTIC && a.equals(ONE.minus(b))) {
            return new Call(EXP, x.negate());                                                 // (1 − σ(x))/σ(x) = e⁻ˣ
        }
        if (a instanceof Sub(Call(var f, var x), var c) && f == EXP && c.equals(new Call(EXP, x.negate()))
                && b.equals(new Call(EXP, x).plus(c))) {
            return new Call(TANH, x);                                                         // (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ) = tanh x
        }
        return e;
    }

    /// The laws that only save operations or the sign of a zero.
    private static Expr tidy(Expr e) {
        return switch (e) {
            case Add(Const(var a), Const(var b)) when isOrdinary(a + b) -> constant(a + b);   // one rounding to float, not three
            case Sub(Const(var a), Const(var b)) when isOrdinary(a - b) -> constant(a - b);
            case Mul(Const(var a), Const(var b)) when isOrdinary(a * b) -> constant(a * b);
            case Div(Const(var a), Const(var b)) when isOrdinary(a / b) -> constant(a / b);
            case Mul(var x, Div(var c, var y)) when c.equals(ONE) -> x.over(y);               // x·(1/y) = x/y
            case Mul(Div(var c, var y), var x) when c.equals(ONE) -> x.over(y);
            case Mul(Select s, var g) when hasZero(s) -> cheaper(e, spread(s, g, false)); // (c ? 0 : f)·g = c ? 0 : f·g
            case Mul(var g, Select s) when hasZero(s) -> cheaper(e, spread(s, g, true));      // and so 0·∞ is not met
            case Div(Select(var c, var x, var y), var g) when isZero(x) -> new Select(c, x, y.over(g));
            case Div(Select(var c, var x, var y), var g) when isZero(y) -> new Select(c, x.over(g), y);
            case Neg(Sub(Neg(var x), var y)) -> x.plus(y);                                    // −(−x − y) = x + y
            case Neg(var x) when flipped(x).isPresent() -> flipped(x).orElseThrow();          // −(x − y)·z = (y − x)·z
            case Neg(Add(var x, Const(var c))) -> constant(-c).minus(x);                      // −(x + c) = −c − x
            case Sub(Neg(var x), var y) -> x.plus(y).negate();                                // −x − y = −(x + y)
            case Add(var x, Sub(Const c, var y)) when x.equals(y) -> c;                       // x + (c − x) = c
            case Add(Sub(Const c, var y), var x) when x.equals(y) -> c;
            case Mul(Add(var x, var y), Const(var c)) when x.equals(y) && isOrdinary(2 * c) -> x.times(constant(2 * c)); // (x + x)·c = x·2c
            case Mul(Mul(var x, Const(var a)), Const(var b)) when isOrdinary(a * b) -> x.times(constant(a * b)); // (x·a)·b = x·ab
            default -> e;
        };
    }

    /// x·y ± x·z = x·(y ± z), whichever sides the common factor stands on.
    private static Expr factor(Expr e) {
        return switch (e) {
            case Add(Mul(var a, var b), Mul(var c, var d)) when a.equals(c) -> a.times(b.plus(d));
            case Add(Mul(var a, var b), Mul(var c, var d)) when b.equals(d) -> b.times(a.plus(c));
            case Add(Mul(var a, var b), Mul(var c, var d)) when a.equals(d) -> a.times(b.plus(c));
            case Add(Mul(var a, var b), Mul(var c, var d)) when b.equals(c) -> b.times(a.plus(d));
            case Sub(Mul(var a, var b), Mul(var c, var d)) when a.equals(c) -> a.times(b.minus(d));
            case Sub(Mul(var a, var b), Mul(var c, var d)) when b.equals(d) -> b.times(a.minus(c));
            case Sub(Mul(var a, var b), Mul(var c, var d)) when a.equals(d) -> a.times(b.minus(c));
            case Sub(Mul(var a, var b), Mul(var c, var d)) when b.equals(c) -> b.times(a.minus(d));
            default -> e;
        };
    }

    /// −e, where a difference that is a factor of `e` can be turned round.
    private static Optional<Expr> flipped(Expr e) {
        return switch (e) {
            case Sub(var x, var y) -> Optional.of(y.minus(x));
            case Mul(var x, var y) -> flipped(x).map(f -> f.times(y)).or(() -> flipped(y).map(x::times));
            case Div(var x, var y) -> flipped(x).map(f -> f.over(y)).or(() -> flipped(y).map(x::over));
            default -> Optional.empty();
        };
    }

    private static Expr softplus(Expr x) {
        return new Call(SOFTPLUS, x);
    }

    private static Expr logistic(Expr x) {
        return new Call(LOGISTIC, x);
    }

    private static boolean isZero(Expr e) {
        return e instanceof Const(var c) && c == 0;
    }

    private static boolean hasZero(Select s) {
        return isZero(s.then()) || isZero(s.otherwise()) || s.then() instanceof Select t && hasZero(t)
                || s.otherwise() instanceof Select o && hasZero(o);
    }

    /// Whether `c` is neither 0 nor beyond the normal numbers of a float.
    private static boolean isOrdinary(double c) {
        return StrictMath.abs(c) >= Float.MIN_NORMAL && StrictMath.abs(c) <= Float.MAX_VALUE;
    }

    private static Expr spread(Expr e, Expr g, boolean left) {
        return e instanceof Select(var c, var x, var y) ? new Select(c, spread(x, g, left), spread(y, g, left))
                : isZero(e) ? e : left ? g.times(e) : e.times(g);
    }

    private static Expr cheaper(Expr before, Expr after) {
        Expr simplified = Algebra.simplify(after);
        return Cost.of(simplified) <= Cost.of(before) ? simplified : before;
    }

    /// (1 − y)·σ(z) − y·σ(−z) = σ(z) − y, and the like with factors: a sum with σ(z) and σ(−z) in it, multiplied out with
    /// σ(−z) = 1 − σ(z), when that leaves one term with σ(z) and saves operations.
    private static Expr crossEntropyGradient(Expr e) {
        Set<Expr> arguments = new LinkedHashSet<>();
        e.rebuild(part -> {
            if (part instanceof Call(var f, var x) && f == LOGISTIC) {
                arguments.add(x);
            }
            return part;
        });
        Expr best = e;
        for (Expr z : arguments) {
            Expr negated = stabilize(z.negate()).formula();
            if (arguments.contains(negated)) {
                Expr collapsed = collapse(e, logistic(z), logistic(negated));
                best = Cost.of(collapsed) < Cost.of(best) ? collapsed : best;
            }
        }
        return best;
    }

    private static Expr collapse(Expr e, Expr sigma, Expr opposite) {
        Polynomial complement = Polynomial.ONE.minus(Polynomial.variable(sigma));
        Polynomial polynomial = Polynomial.of(e,
                atom -> atom.equals(opposite) ? complement : Polynomial.variable(atom));
        return polynomial.factorOf(sigma).flatMap(factor -> polynomial.dividedBy(factor)
                .map(quotient -> Algebra.simplify(factor.sum().times(quotient.sum())))).orElse(e);
    }
}
