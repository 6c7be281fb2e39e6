package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Scalar;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// Writes formulas over [Scalar].
final class FormulaWriter {
    private static final Code<Scalar> A = unknown("a");
    private static final Code<Scalar> B = unknown("b");

    private FormulaWriter() {
    }

    /// `a -> …`.
    static Code<UnaryOperator<Scalar>> ofOne(Formula formula) {
        return new Code<>("a -> " + write(formula, List.of(A)).text(),
                () -> a -> write(formula, List.of(known(a))).value());
    }

    /// `(a, b) -> …`.
    static Code<BinaryOperator<Scalar>> ofTwo(Formula formula) {
        return new Code<>("(a, b) -> " + write(formula, List.of(A, B)).text(),
                () -> (a, b) -> write(formula, List.of(known(a), known(b))).value());
    }

    private static Code<Scalar> unknown(String name) {
        return new Code<>(name, () -> {
            throw new IllegalStateException("an argument has a value only in a call");
        });
    }

    private static Code<Scalar> known(Scalar value) {
        return new Code<>("", () -> value);
    }

    private static Code<Scalar> write(Formula formula, List<Code<Scalar>> args) {
        return switch (formula) {
            case Formula.Argument(var index) -> args.get(Math.floorMod(index, args.size()));
            case Formula.Number(var value) -> Code.word("Scalar.of", Code.number(value), Scalar::of);
            case Formula.Unary(var function, var x) -> function.of(write(x, args));
            case Formula.Binary(var function, var a, var b) -> function.of(write(a, args), write(b, args));
            case Formula.Choice(var strict, var a, var b, var then, var otherwise) -> choice(
                    condition(strict, write(a, args), write(b, args)), write(then, args), write(otherwise, args));
        };
    }

    private static Code<Scalar.Condition> condition(boolean strict, Code<Scalar> a, Code<Scalar> b) {
        return strict ? a.call("isLess", b, Scalar::isLess) : a.call("isAtMost", b, Scalar::isAtMost);
    }

    private static Code<Scalar> choice(Code<Scalar.Condition> condition, Code<Scalar> then, Code<Scalar> otherwise) {
        return new Code<>(Code.written(condition.text() + ".choose", then, otherwise),
                () -> condition.value().choose(then.value(), otherwise.value()));
    }
}
