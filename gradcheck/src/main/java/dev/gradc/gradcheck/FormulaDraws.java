package dev.gradc.gradcheck;

import dev.gradc.gradcheck.draw.Formula;
import dev.gradc.gradcheck.draw.Formula.BinaryFunction;
import dev.gradc.gradcheck.draw.Formula.UnaryFunction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// Draws scalar formulas.
final class FormulaDraws {
    private static final int DEPTH = 3;
    private static final List<Double> NUMBERS = List.of(1.0, 0.5, -1.0, 0.1, 2.0, 0.0);

    private FormulaDraws() {
    }

    static Arbitrary<Formula> formulas(int arguments, boolean kinks) {
        Arbitrary<Formula> formulas = leaves(arguments);
        for (int depth = 0; depth < DEPTH; depth++) {
            formulas = deeper(leaves(arguments), formulas, kinks);
        }
        return formulas;
    }

    private static Arbitrary<Formula> leaves(int arguments) {
        Arbitrary<Formula> args = Arbitraries.of(IntStream.range(0, arguments).boxed().toList())
                .map(Formula.Argument::new);
        return Arbitraries.frequencyOf(Tuple.of(5, args),
                Tuple.of(1, Arbitraries.of(NUMBERS).map(Formula.Number::new)));
    }

    private static Arbitrary<Formula> deeper(Arbitrary<Formula> leaves, Arbitrary<Formula> below, boolean kinks) {
        Arbitrary<Formula> unary = Combinators.combine(Arbitraries.of(unaryFunctions(kinks)), below)
                .as(Formula.Unary::new);
        Arbitrary<Formula> binary = Combinators.combine(Arbitraries.of(binaryFunctions(kinks)), below, leaves)
                .as(Formula.Binary::new);
        if (!kinks) {
            return Arbitraries.frequencyOf(Tuple.of(1, leaves), Tuple.of(4, unary), Tuple.of(4, binary));
        }
        Arbitrary<Formula> choice = Combinators.combine(Arbitraries.of(false, true), leaves, leaves, below, leaves)
                .as(Formula.Choice::new);
        return Arbitraries.frequencyOf(Tuple.of(1, leaves), Tuple.of(4, unary), Tuple.of(4, binary),
                Tuple.of(1, choice));
    }

    private static List<UnaryFunction> unaryFunctions(boolean kinks) {
        return Arrays.stream(UnaryFunction.values()).filter(function -> kinks || function.smooth()).toList();
    }

    private static List<BinaryFunction> binaryFunctions(boolean kinks) {
        return Arrays.stream(BinaryFunction.values()).filter(function -> kinks || function.smooth()).toList();
    }
}
