package dev.gradc.compiler.math;

import java.util.List;
import java.util.stream.Collectors;

/// A piece of mathematics as text, and how strongly its outermost operation binds.
///
/// @param text as it is printed
/// @param strength one of the constants
record Term(String text, int strength) {
    static final int SUM = 1;
    static final int QUOTIENT = 2;
    static final int PRODUCT = 3;
    static final int SIGN = 4;
    static final int ATOM = 5;

    static Term atom(String text) {
        return new Term(text, ATOM);
    }

    /// `name(a, b)`.
    static Term call(String name, List<Term> args) {
        return atom(args.stream().map(Term::text).collect(Collectors.joining(", ", name + "(", ")")));
    }

    static Term call(String name, Term arg) {
        return call(name, List.of(arg));
    }

    /// `a + b`, `a − b`; the right side in parentheses where it is a sum.
    static Term sum(Term a, String sign, Term b) {
        return new Term(a.within(SUM) + " " + sign + " " + b.within(QUOTIENT), SUM);
    }

    /// `a / b`.
    static Term quotient(Term a, Term b) {
        return new Term(a.within(QUOTIENT) + " / " + b.within(SIGN), QUOTIENT);
    }

    /// `a·b`, `a ∘ b`; a quotient in parentheses, since `1 / b·c` can be read in two ways.
    static Term product(Term a, String sign, Term b) {
        return new Term(a.within(PRODUCT) + sign + b.within(SIGN), PRODUCT);
    }

    static Term negative(Term x) {
        return new Term("−" + x.within(SIGN), SIGN);
    }

    /// The transpose.
    Term transposed() {
        return atom(within(ATOM) + "ᵀ");
    }

    /// In parentheses where it binds weaker than its place demands.
    String within(int place) {
        return strength < place ? "(" + text + ")" : text;
    }
}
