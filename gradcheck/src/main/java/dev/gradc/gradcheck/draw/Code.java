package dev.gradc.gradcheck.draw;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// An expression in Java: how it is written and what it gives, said in one place, so that a network and its text cannot
/// differ. As in Java, an expression that is written twice is evaluated twice.
final class Code<T> {
    private final String text;
    private final Supplier<? extends T> evaluation;

    /// @param evaluation is run when the network is built, and never when it is only written
    Code(String text, Supplier<? extends T> evaluation) {
        this.text = text;
        this.evaluation = evaluation;
    }

    /// A number, without a fraction where it has none.
    static Code<Double> number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e6 && Double.compare(value, -0.0) != 0;
        return new Code<>(whole ? Long.toString((long) value) : Double.toString(value), () -> value);
    }

    /// `word()`.
    static <R> Code<R> word(String word, Supplier<R> evaluation) {
        return new Code<>(word + "()", evaluation);
    }

    /// `word(a)`.
    static <A, R> Code<R> word(String word, Code<A> a, Function<A, R> function) {
        return new Code<>(written(word, a), () -> function.apply(a.value()));
    }

    /// `word(a, b)`.
    static <A, B, R> Code<R> word(String word, Code<A> a, Code<B> b, BiFunction<A, B, R> function) {
        return new Code<>(written(word, a, b), () -> function.apply(a.value(), b.value()));
    }

    /// `word(a, b, …)` as text.
    static String written(String word, Code<?>... arguments) {
        return word + Arrays.stream(arguments).map(Code::text).collect(Collectors.joining(", ", "(", ")"));
    }

    /// `this.word()`.
    <R> Code<R> call(String word, Function<T, R> method) {
        return new Code<>(text + "." + word + "()", () -> method.apply(value()));
    }

    /// `this.word(a)`.
    <A, R> Code<R> call(String word, Code<A> a, BiFunction<T, A, R> method) {
        return new Code<>(written(text + "." + word, a), () -> method.apply(value(), a.value()));
    }

    /// `this.word(numbers)`, such as axes or extents.
    <R> Code<R> call(String word, BiFunction<T, int[], R> method, int... numbers) {
        String list = Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return new Code<>(text + "." + word + "(" + list + ")", () -> method.apply(value(), numbers));
    }

    String text() {
        return text;
    }

    T value() {
        return evaluation.get();
    }
}
