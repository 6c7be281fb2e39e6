package dev.gradc.gradcheck;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/// Small choices, the simplest first, to which they shrink.
final class Choices {
    /// Widths that no vector divides, and those that some do.
    private static final List<Integer> WIDTHS = List.of(1, 2, 3, 5, 7, 8, 10, 13, 16, 17, 24, 33, 160);

    private Choices() {
    }

    /// Widths of layers.
    static Arbitrary<Integer> widths(int most) {
        return Arbitraries.of(WIDTHS.stream().filter(width -> width <= most).toList());
    }

    /// How far back a step looks; the newest value above all.
    static Arbitrary<Integer> references() {
        return Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(3, 1), Tuple.of(2, 2), Tuple.of(1, 3), Tuple.of(1, 5));
    }

    /// One of the choices, each as often as its weight says.
    static <T> Arbitrary<T> weighted(List<T> choices, List<Integer> weights) {
        List<Tuple2<Integer, T>> pairs = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            pairs.add(Tuple.of(weights.get(i), choices.get(i)));
        }
        return Arbitraries.frequency(pairs);
    }
}
