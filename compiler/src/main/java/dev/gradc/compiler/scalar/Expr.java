package dev.gradc.compiler.scalar;

import java.util.List;
import java.util.function.UnaryOperator;

/// A scalar formula: what an elementwise op computes at one element, and what a loop statement computes at one iteration.
///
/// Every node is one IEEE operation of the program's precision, correctly rounded, or a call of one of gradc's own
/// functions. Formulas are small trees, compared by structure; constants by bits, so `0.0` and `-0.0` differ.
public sealed interface Expr {
    /// The formula's operand number `index`.
    record Arg(int index) implements Expr {
    }

    /// A number, rounded to the program's precision where it is used.
    record Const(double value) implements Expr {
    }

    /// `-x`: the sign bit flipped.
    record Neg(Expr x) implements Expr {
    }

    /// `|x|`: the sign bit cleared.
    record Abs(Expr x) implements Expr {
    }

    /// `√x`.
    record Sqrt(Expr x) implements Expr {
    }

    /// `a + b`.
    record Add(Expr a, Expr b) implements Expr {
    }

    /// `a − b`.
    record Sub(Expr a, Expr b) implements Expr {
    }

    /// `a · b`.
    record Mul(Expr a, Expr b) implements Expr {
    }

    /// `a / b`.
    record Div(Expr a, Expr b) implements Expr {
    }

    /// The smaller, as `Math.min` has it: NaN wins, −0 < +0.
    record Min(Expr a, Expr b) implements Expr {
    }

    /// The larger, as `Math.max` has it: NaN wins, −0 < +0.
    record Max(Expr a, Expr b) implements Expr {
    }

    /// `a · b + c`, rounded once.
    record Fma(Expr a, Expr b, Expr c) implements Expr {
    }

    /// `then` where the condition holds, else `otherwise`.
    record Select(Condition condition, Expr then, Expr otherwise) implements Expr {
    }

    /// A function of one number.
    record Call(Fn function, Expr x) implements Expr {
    }

    /// `aᵇ`, with the special cases of `Math.pow`.
    record Pow(Expr a, Expr b) implements Expr {
    }

    /// A comparison of two numbers; false where either is NaN.
    record Condition(Relation relation, Expr a, Expr b) {
    }

    /// The comparisons.
    enum Relation {
        /// `a < b`.
        LESS("<"),
        /// `a ≤ b`.
        LESS_OR_EQUAL("<="),
        /// `a = b`; −0 equals +0.
        EQUAL("==");

        private final String symbol;

        Relation(String symbol) {
            this.symbol = symbol;
        }

        /// As it is printed.
        public String symbol() {
            return symbol;
        }
    }

    /// The number 1.
    Expr ONE = new Const(1);

    /// The number 0.
    Expr ZERO = new Const(0);

    /// The operand number `index`.
    static Expr arg(int index) {
        return new Arg(index);
    }

    /// The number `value`.
    static Expr constant(double value) {
        return new Const(value);
    }

    /// The nodes directly below, in order; a condition's two sides come first.
    default List<Expr> children() {
        return switch (this) {
            case Arg _, Const _ -> List.of();
            case Neg(var x) -> List.of(x);
            case Abs(var x) -> List.of(x);
            case Sqrt(var x) -> List.of(x);
            case Call(_, var x) -> List.of(x);
            case Add(var a, var b) -> List.of(a, b);
            case Sub(var a, var b) -> List.of(a, b);
            case Mul(var a, var b) -> List.of(a, b);
            case Div(var a, var b) -> List.of(a, b);
            case Min(var a, var b) -> List.of(a, b);
            case Max(var a, var b) -> List.of(a, b);
            case Pow(var a, var b) -> List.of(a, b);
            case Fma(var a, var b, var c) -> List.of(a, b, c);
            case Select(Condition(_, var a, var b), var then, var otherwise) -> List.of(a, b, then, otherwise);
        };
    }

    /// The same node over other children, which come in the order of [#children()].
    default Expr withChildren(List<Expr> c) {
        return switch (this) {
            case Arg _, Const _ -> this;
            case Neg _ -> new Neg(c.get(0));
            case Abs _ -> new Abs(c.get(0));
            case Sqrt _ -> new Sqrt(c.get(0));
            case Call(var function, _) -> new Call(function, c.get(0));
            case Add _ -> new Add(c.get(0), c.get(1));
            case Sub _ -> new Sub(c.get(0), c.get(1));
            case Mul _ -> new Mul(c.get(0), c.get(1));
            case Div _ -> new Div(c.get(0), c.get(1));
            case Min _ -> new Min(c.get(0), c.get(1));
            case Max _ -> new Max(c.get(0), c.get(1));
            case Pow _ -> new Pow(c.get(0), c.get(1));
            case Fma _ -> new Fma(c.get(0), c.get(1), c.get(2));
            case Select(Condition(var relation, _, _), _, _) -> new Select(new Condition(relation, c.get(0), c.get(1)),
                    c.get(2), c.get(3));
        };
    }

    /// Rebuilds the formula from the leaves up, each node through `rule`. Gives this very object when nothing changed.
    default Expr rebuild(UnaryOperator<Expr> rule) {
        List<Expr> children = children();
        List<Expr> rebuilt = children.stream().map(child -> child.rebuild(rule)).toList();
        boolean same = true;
        for (int i = 0; i < children.size(); i++) {
            same &= children.get(i) == rebuilt.get(i);
        }
        return rule.apply(same ? this : withChildren(rebuilt));
    }

    /// The formula with operand i replaced by `operands.get(i)`.
    default Expr substitute(List<Expr> operands) {
        return rebuild(e -> e instanceof Arg(var index) ? operands.get(index) : e);
    }

    /// One more than the largest operand number in the formula; 0 when there is none.
    default int arity() {
        return this instanceof Arg(var index) ? index + 1
                : children().stream().mapToInt(Expr::arity).reduce(0, Math::max);
    }

    /// Whether operand `index` occurs.
    default boolean uses(int index) {
        return this instanceof Arg(var i) ? i == index : children().stream().anyMatch(child -> child.uses(index));
    }

    /// `this + other`.
    default Expr plus(Expr other) {
        return new Add(this, other);
    }

    /// `this − other`.
    default Expr minus(Expr other) {
        return new Sub(this, other);
    }

    /// `this · other`.
    default Expr times(Expr other) {
        return new Mul(this, other);
    }

    /// `this / other`.
    default Expr over(Expr other) {
        return new Div(this, other);
    }

    /// `−this`.
    default Expr negate() {
        return new Neg(this);
    }
}
