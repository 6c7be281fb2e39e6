package dev.gradc.dsl;

import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Fn;

/// A number in a formula that is computed at every element of a tensor: `x.map(a -> a.times(a.sigmoid()))`.
///
/// A formula is differentiated symbolically. At ties `max` and `min` give half of the gradient to each side, |x|′ is 0 at
/// 0, and of a [Condition#choose] the branch that is taken is differentiated.
///
/// @param expr the formula so far
public record Scalar(Expr expr) {
    /// The number `value`.
    public static Scalar of(double value) {
        return new Scalar(Expr.constant(value));
    }

    /// `this + other`.
    public Scalar plus(Scalar other) {
        return new Scalar(expr.plus(other.expr));
    }

    /// `this + number`.
    public Scalar plus(double number) {
        return plus(of(number));
    }

    /// `this − other`.
    public Scalar minus(Scalar other) {
        return new Scalar(expr.minus(other.expr));
    }

    /// `this − number`.
    public Scalar minus(double number) {
        return minus(of(number));
    }

    /// `this · other`.
    public Scalar times(Scalar other) {
        return new Scalar(expr.times(other.expr));
    }

    /// `this · number`.
    public Scalar times(double number) {
        return times(of(number));
    }

    /// `this / other`.
    public Scalar over(Scalar other) {
        return new Scalar(expr.over(other.expr));
    }

    /// `this / number`.
    public Scalar over(double number) {
        return over(of(number));
    }

    /// `−this`.
    public Scalar negate() {
        return new Scalar(expr.negate());
    }

    /// `1 − this`.
    public Scalar oneMinus() {
        return of(1).minus(this);
    }

    /// `this²`.
    public Scalar square() {
        return times(this);
    }

    /// `thisᵇ`, with the special cases of `Math.pow`.
    public Scalar pow(double b) {
        return new Scalar(new Expr.Pow(expr, Expr.constant(b)));
    }

    /// `√this`.
    public Scalar sqrt() {
        return new Scalar(new Expr.Sqrt(expr));
    }

    /// `|this|`.
    public Scalar abs() {
        return new Scalar(new Expr.Abs(expr));
    }

    /// The larger of the two; NaN wins.
    public Scalar max(Scalar other) {
        return new Scalar(new Expr.Max(expr, other.expr));
    }

    /// The larger of the two; NaN wins.
    public Scalar max(double number) {
        return max(of(number));
    }

    /// The smaller of the two; NaN wins.
    public Scalar min(Scalar other) {
        return new Scalar(new Expr.Min(expr, other.expr));
    }

    /// The smaller of the two; NaN wins.
    public Scalar min(double number) {
        return min(of(number));
    }

    /// `e` to the power of this.
    public Scalar exp() {
        return call(Fn.EXP);
    }

    /// The natural logarithm.
    public Scalar log() {
        return call(Fn.LOG);
    }

    /// `e` to the power of this, less 1, exact near 0.
    public Scalar expm1() {
        return call(Fn.EXPM1);
    }

    /// The natural logarithm of 1 + this, exact near 0.
    public Scalar log1p() {
        return call(Fn.LOG1P);
    }

    /// The hyperbolic tangent.
    public Scalar tanh() {
        return call(Fn.TANH);
    }

    /// The logistic function σ(x) = 1 / (1 + e⁻ˣ).
    public Scalar sigmoid() {
        return call(Fn.LOGISTIC);
    }

    /// log(1 + eˣ).
    public Scalar softplus() {
        return call(Fn.SOFTPLUS);
    }

    /// The error function 2/√π · ∫₀ˣ e^(−t²) dt.
    public Scalar erf() {
        return call(Fn.ERF);
    }

    /// Whether `this ≤ other`; false where one is NaN.
    public Condition isAtMost(Scalar other) {
        return new Condition(new Expr.Condition(Relation.LESS_OR_EQUAL, expr, other.expr));
    }

    /// Whether `this ≤ number`; false for NaN.
    public Condition isAtMost(double number) {
        return isAtMost(of(number));
    }

    /// Whether `this < other`; false where one is NaN.
    public Condition isLess(Scalar other) {
        return new Condition(new Expr.Condition(Relation.LESS, expr, other.expr));
    }

    /// Whether `this < number`; false for NaN.
    public Condition isLess(double number) {
        return isLess(of(number));
    }

    /// A comparison in a formula.
    ///
    /// @param condition the comparison
    public record Condition(Expr.Condition condition) {
        /// `then` where the condition holds, else `otherwise`.
        public Scalar choose(Scalar then, Scalar otherwise) {
            return new Scalar(new Expr.Select(condition, then.expr, otherwise.expr));
        }

        /// `then` where the condition holds, else `otherwise`.
        public Scalar choose(double then, Scalar otherwise) {
            return choose(of(then), otherwise);
        }

        /// `then` where the condition holds, else `otherwise`.
        public Scalar choose(Scalar then, double otherwise) {
            return choose(then, of(otherwise));
        }

        /// `then` where the condition holds, else `otherwise`.
        public Scalar choose(double then, double otherwise) {
            return choose(of(then), of(otherwise));
        }
    }

    private Scalar call(Fn function) {
        return new Scalar(new Expr.Call(function, expr));
    }
}
