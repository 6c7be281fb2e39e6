package dev.gradc.compiler.scalar;

import static dev.gradc.compiler.scalar.Expr.constant;

import dev.gradc.compiler.scalar.Expr.Add;
import dev.gradc.compiler.scalar.Expr.Const;
import dev.gradc.compiler.scalar.Expr.Mul;
import dev.gradc.compiler.scalar.Expr.Neg;
import dev.gradc.compiler.scalar.Expr.Sub;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A formula multiplied out over the reals: monomials with their coefficients. Whatever is not a sum, a product or a
/// number is a variable.
///
/// @param terms each monomial, which has its variables' exponents, with its coefficient; none is 0
record Polynomial(Map<Map<Expr, Integer>, Double> terms) {
    static final Polynomial ONE = number(1);

    private static final int MOST_TERMS = 64;

    /// @param atom what a variable stands for; the variable itself by [#variable]
    static Polynomial of(Expr e, Function<Expr, Polynomial> atom) {
        return switch (e) {
            case Const(var value) -> number(value);
            case Neg(var x) -> of(x, atom).times(number(-1));
            case Add(var a, var b) -> of(a, atom).plus(of(b, atom));
            case Sub(var a, var b) -> of(a, atom).minus(of(b, atom));
            case Mul(var a, var b) -> {
                Polynomial left = of(a, atom);
                Polynomial right = of(b, atom);
                yield left.terms.size() * right.terms.size() <= MOST_TERMS ? left.times(right) : atom.apply(e);
            }
            case Expr.Arg _, Expr.Abs _, Expr.Sqrt _, Expr.Div _, Expr.Min _, Expr.Max _, Expr.Fma _, Expr.Select _, Expr.Call _, Expr.Pow _ ->
                atom.apply(e);
        };
    }

    static Polynomial number(double value) {
        return new Polynomial(value == 0 ? Map.of() : Map.of(Map.of(), value));
    }

    static Polynomial variable(Expr e) {
        return new Polynomial(Map.of(Map.of(e, 1), 1.0));
    }

    Polynomial plus(Polynomial other) {
        Map<Map<Expr, Integer>, Double> sum = new LinkedHashMap<>(terms);
        other.terms.forEach((monomial, coefficient) -> add(sum, monomial, coefficient));
        return new Polynomial(sum);
    }

    Polynomial minus(Polynomial other) {
        return plus(other.times(number(-1)));
    }

    Polynomial times(Polynomial other) {
        Map<Map<Expr, Integer>, Double> product = new LinkedHashMap<>();
        terms.forEach((a, x) -> other.terms.forEach((b, y) -> {
            Map<Expr, Integer> monomial = new LinkedHashMap<>(a);
            b.forEach((variable, exponent) -> monomial.merge(variable, exponent, Integer::sum));
            add(product, monomial, x * y);
        }));
        return new Polynomial(product);
    }

    private static void add(Map<Map<Expr, Integer>, Double> sum, Map<Expr, Integer> monomial, double coefficient) {
        double total = sum.getOrDefault(monomial, 0.0) + coefficient;
        if (total == 0) {
            sum.remove(monomial);
        } else {
            sum.put(monomial, total);
        }
    }

    /// What `variable` is multiplied by, where it stands in one term, to the first power.
    Optional<Polynomial> factorOf(Expr variable) {
        List<Map<Expr, Integer>> with = terms.keySet().stream().filter(term -> term.containsKey(variable)).toList();
        if (with.size() != 1 || with.get(0).getOrDefault(variable, 0) != 1) {
            return Optional.empty();
        }
        Map<Expr, Integer> factor = new LinkedHashMap<>(with.get(0));
        factor.remove(variable);
        return Optional.of(new Polynomial(Map.of(factor, terms.getOrDefault(with.get(0), 0.0))));
    }

    /// This polynomial over one of a single term, where it divides every term.
    Optional<Polynomial> dividedBy(Polynomial divisor) {
        Map.Entry<Map<Expr, Integer>, Double> term = divisor.terms.entrySet().iterator().next();
        Map<Map<Expr, Integer>, Double> quotient = new LinkedHashMap<>();
        for (Map.Entry<Map<Expr, Integer>, Double> own : terms.entrySet()) {
            Map<Expr, Integer> monomial = new LinkedHashMap<>(own.getKey());
            for (Map.Entry<Expr, Integer> factor : term.getKey().entrySet()) {
                int left = monomial.getOrDefault(factor.getKey(), 0) - factor.getValue();
                if (left < 0) {
                    return Optional.empty();
                }
                monomial.put(factor.getKey(), left);
            }
            monomial.values().removeIf(exponent -> exponent == 0);
            quotient.put(monomial, own.getValue() / term.getValue());
        }
        return Optional.of(new Polynomial(quotient));
    }

    /// The formula that adds the terms up, those with a positive coefficient first.
    Expr sum() {
        Expr sum = constant(-0.0);
        for (boolean positive : new boolean[]{true, false}) {
            for (Map.Entry<Map<Expr, Integer>, Double> term : terms.entrySet()) {
                if (term.getValue() > 0 == positive) {
                    sum = sum.plus(product(term.getKey()).times(constant(term.getValue())));
                }
            }
        }
        return Algebra.simplify(sum);
    }

    private static Expr product(Map<Expr, Integer> monomial) {
        Expr product = Expr.ONE;
        for (Map.Entry<Expr, Integer> factor : monomial.entrySet()) {
            for (int i = 0; i < factor.getValue(); i++) {
                product = product.equals(Expr.ONE) ? factor.getKey() : product.times(factor.getKey());
            }
        }
        return product;
    }
}
