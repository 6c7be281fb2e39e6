package dev.gradc.compiler.rewrite;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// A formula and the values that its operands stand for.
///
/// @param formula operand i of it is `args.get(i)`
record Formulas(Expr formula, List<Value> args) {
    static Formulas of(Op.Elementwise op) {
        return new Formulas(op.formula(), op.args());
    }

    /// The same over as few operands as can be: numbers are part of the formula, each value is one operand, in the order
    /// in which the formula first names them, and the others are gone. At least one operand stays, for its shape.
    Formulas compact() {
        List<Value> used = new ArrayList<>();
        Expr compact = formula.rebuild(e -> {
            if (!(e instanceof Expr.Arg(var index))) {
                return e;
            }
            Value value = args.get(index);
            OptionalDouble number = number(value);
            if (number.isPresent()) {
                return Expr.constant(number.getAsDouble());
            }
            if (!used.contains(value)) {
                used.add(value);
            }
            int position = used.indexOf(value);
            return position == index ? e : Expr.arg(position);
        });
        if (used.isEmpty()) {
            used.add(args.get(0));
        }
        return used.equals(args) && compact == formula ? this : new Formulas(compact, used);
    }

    /// The same with another formula over the same operands.
    Formulas with(Expr other) {
        return other == formula ? this : new Formulas(other, args);
    }

    /// The same with operand `index` written as a formula over other values.
    Formulas inline(int index, Formulas inner) {
        List<Value> all = new ArrayList<>(args);
        List<Expr> moved = new ArrayList<>();
        for (Value value : inner.args) {
            moved.add(Expr.arg(all.size()));
            all.add(value);
        }
        Expr body = inner.formula.substitute(moved);
        return new Formulas(formula.rebuild(e -> e instanceof Expr.Arg(var i) && i == index ? body : e), all);
    }

    /// The number that a value is at every element, if it is one.
    static OptionalDouble number(Value value) {
        return switch (value.op()) {
            case Op.Constant(var number) -> OptionalDouble.of(number);
            case Op.Broadcast(var x, _, _) when x.op() instanceof Op.Constant(var number) -> OptionalDouble.of(number);
            default -> OptionalDouble.empty();
        };
    }

    Op op() {
        return new Op.Elementwise(formula, args);
    }
}
