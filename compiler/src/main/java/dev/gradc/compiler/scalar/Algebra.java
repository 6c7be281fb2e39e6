package dev.gradc.compiler.scalar;

import static dev.gradc.compiler.scalar.Expr.ONE;
import static dev.gradc.compiler.scalar.Expr.constant;

import dev.gradc.compiler.scalar.Expr.Abs;
import dev.gradc.compiler.scalar.Expr.Add;
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
import java.util.function.UnaryOperator;

/// The exact laws of scalar formulas: the same bits in float and in double, NaN for NaN, −0 for −0. Laws that hold only
/// over the reals are in [StableAlgebra].
///
/// A law never makes a formula dearer. Signs move outward through products and quotients, constants stand right in sums
/// and products; there is no other reordering. Constants fold only where float and double give the same number.
public final class Algebra {
    private static final int MOST_ROUNDS = 1000;

    private Algebra() {
    }

    /// The formula by the exact laws, as far as they go. Gives this very object when none applies.
    public static Expr simplify(Expr formula) {
        return settle(formula, Algebra::exact);
    }

    /// The rule from the leaves up, again and again until nothing changes.
    static Expr settle(Expr formula, UnaryOperator<Expr> rule) {
        Expr before = formula;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Expr after = before.rebuild(rule);
            if (after == before) {
                return after;
            }
            before = after;
        }
        throw new IllegalStateException("the laws do not settle on " + formula);
    }

    static Expr exact(Expr e) {
        return switch (e) {
            case Neg(Const(var c)) -> constant(-c);
            case Neg(Neg(var x)) -> x;                                                 // −(−x) = x
            case Neg(Mul(var x, Const(var c))) -> x.times(constant(-c));               // −(x·c) = x·(−c)
            case Neg(Div(var x, Const(var c))) -> x.over(constant(-c));                // −(x/c) = x/(−c)
            case Neg(Div(Const(var c), var x)) -> constant(-c).over(x);                // −(c/x) = (−c)/x

            case Add(Const(var a), Const(var b)) when folds(a, b, a + b) -> constant(a + b);
            case Add(Const c, var x) when !(x instanceof Const) -> x.plus(c);          // constants stand right
            case Add(var x, Const(var c)) when isNegativeZero(c) -> x;                 // x + −0 = x
            case Add(var x, Const(var c)) when c < 0 -> x.minus(constant(-c));         // x + −c = x − c
            case Add(var x, Neg(var y)) -> x.minus(y);                                 // x + −y = x − y
            case Add(Neg(var x), var y) -> y.minus(x);                                 // −x + y = y − x
            case Sub(Const(var a), Const(var b)) when folds(a, b, a - b) -> constant(a - b);
            case Sub(Const(var c), var x) when isNegativeZero(c) -> x.negate();        // −0 − x = −x
            case Sub(var x, Const(var c)) when isPositiveZero(c) -> x;                 // x − 0 = x
            case Sub(var x, Const(var c)) when c < 0 -> x.plus(constant(-c));          // x − −c = x + c
            case Sub(var x, Neg(var y)) -> x.plus(y);                                  // x − −y = x + y
            case Sub(Neg(var x), Const(var c)) -> constant(-c).minus(x);               // −x − c = −c − x

            case Mul(Const(var a), Const(var b)) when folds(a, b, a * b) -> constant(a * b);
            case Mul(Const c, var x) when !(x instanceof Const) -> x.times(c);         // constants stand right
            case Mul(var x, Const(var c)) when c == 1 -> x;                            // x·1 = x
            case Mul(var x, Const(var c)) when c == -1 -> x.negate();                  // x·(−1) = −x
            case Mul(Neg(var x), var y) -> x.times(y).negate();                        // (−x)·y = −(x·y)
            case Mul(var x, Neg(var y)) -> x.times(y).negate();                        // x·(−y) = −(x·y)
            case Mul(Abs(var x), Abs(var y)) when x.equals(y) -> x.times(x);           // |x|·|x| = x·x
            case Div(Const(var a), Const(var b)) when folds(a, b, a / b) -> constant(a / b);
            case Div(var x, Const(var c)) when c == 1 -> x;                            // x/1 = x
            case Div(var x, Const(var c)) when c == -1 -> x.negate();                  // x/(−1) = −x
            case Div(var x, Const(var c)) when isPowerOfTwo(c) -> x.times(constant(1 / c)); // x/2ⁿ = x·2⁻ⁿ
            case Div(Neg(var x), var y) -> x.over(y).negate();                         // (−x)/y = −(x/y)
            case Div(var x, Neg(var y)) -> x.over(y).negate();                         // x/(−y) = −(x/y)
            case Fma(Neg(var x), Neg(var y), var z) -> new Fma(x, y, z);               // (−x)·(−y) + z = x·y + z
            case Fma(var x, var y, Const(var c)) when isNegativeZero(c) -> x.times(y); // x·y + −0 = x·y
            case Fma(var x, Const(var c), var z) when c == 1 -> x.plus(z);             // x·1 + z = x + z
            case Fma(Const(var c), var y, var z) when c == 1 -> y.plus(z);             // 1·y + z = y + z
            case Sqrt(Const(var c)) when folds(c, c, StrictMath.sqrt(c)) -> constant(StrictMath.sqrt(c));

            case Abs(Const(var c)) -> constant(StrictMath.abs(c));
            case Abs(Neg(var x)) -> new Abs(x);                                        // |−x| = |x|
            case Abs(var x) when isNotNegative(x) -> x;                                // |x| = x for x ≥ +0
            case Max(Const(var a), Const(var b)) -> constant(StrictMath.max(a, b));
            case Min(Const(var a), Const(var b)) -> constant(StrictMath.min(a, b));
            case Max(Const c, var x) -> new Max(x, c);                                 // constants stand right
            case Min(Const c, var x) -> new Min(x, c);
            case Max(var x, var y) when x.equals(y) -> x;                              // max(x, x) = x
            case Min(var x, var y) when x.equals(y) -> x;
            case Max(Max(var x, var y), var z) when z.equals(x) || z.equals(y) -> new Max(x, y);
            case Min(Min(var x, var y), var z) when z.equals(x) || z.equals(y) -> new Min(x, y);
            case Max(Neg(var x), Neg(var y)) -> new Min(x, y).negate();                // max(−x, −y) = −min(x, y)
            case Min(Neg(var x), Neg(var y)) -> new Max(x, y).negate();

            case Select(_, var x, var y) when x.equals(y) -> x;                        // c ? x : x = x
            case Select(var c, Select(var d, var x, _), var z) when d.equals(c) -> new Select(c, x, z);
            case Select(var c, var x, Select(var d, _, var z)) when d.equals(c) -> new Select(c, x, z);
            case Select(Condition(var r, Const(var a), Const(var b)), var x, var y) when folds(a, b, a) ->
                holds(r, a, b) ? x : y;
            case Select(Condition(var r, var a, var b), _, var y) when r == Relation.LESS && a.equals(b) -> y; // x < x never
            case Select(Condition(var r, Neg(var a), Neg(var b)), var x, var y) ->
                new Select(new Condition(r, b, a), x, y);                              // −a < −b if b < a
            case Select(Condition(var r, Neg(var a), Const(var c)), var x, var y) ->
                new Select(new Condition(r, constant(-c), a), x, y);
            case Select(Condition(var r, Const(var c), Neg(var b)), var x, var y) ->
                new Select(new Condition(r, b, constant(-c)), x, y);

            case Pow(_, Const(var c)) when c == 0 -> ONE;                              // x⁰ = 1
            case Pow(var x, Const(var c)) when c == 1 -> x;                            // x¹ = x
            default -> e;
        };
    }

    /// Whether an operation on `a` and `b` gives `result` in float as well: all three are floats. (If the true result is
    /// so near to a float that double rounds to it, float rounds to it too.)
    private static boolean folds(double a, double b, double result) {
        return isFloat(a) && isFloat(b) && isFloat(result);
    }

    private static boolean isFloat(double c) {
        return (float) c == c;
    }

    private static boolean isPositiveZero(double c) {
        return c == 0 && 1 / c > 0;
    }

    private static boolean isNegativeZero(double c) {
        return c == 0 && 1 / c < 0;
    }

    /// Whether `c` and `1/c` are normal powers of two in float and so in double.
    private static boolean isPowerOfTwo(double c) {
        return StrictMath.abs(StrictMath.getExponent(c)) <= -Float.MIN_EXPONENT
                && (Double.doubleToRawLongBits(c) & (1L << 52) - 1) == 0;
    }

    private static boolean holds(Relation relation, double a, double b) {
        return switch (relation) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case EQUAL -> a == b;
        };
    }

    /// Whether the sign bit is never set, but for NaN.
    private static boolean isNotNegative(Expr e) {
        return switch (e) {
            case Abs _ -> true;
            case Call(var function, _) -> switch (function) {
                case EXP, LOGISTIC, SOFTPLUS -> true;
                case LOG, TANH, EXPM1, LOG1P, ERF -> false;
            };
            case Mul(var x, var y) -> x.equals(y);
            case Sqrt(var x) -> isNotNegative(x);
            default -> false;
        };
    }
}
