package dev.gradc.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The names of classes, and their one order: as numbers when all are numbers, else by their characters' codes.
final class Classes {
    /// The most that a label may have.
    static final int MOST = 10_000;

    private Classes() {
    }

    /// Sorted, each once.
    static List<String> sorted(Collection<String> names) {
        boolean numeric = names.stream().allMatch(Numbers::isNumber);
        Comparator<String> byText = Comparator.naturalOrder();
        Comparator<String> order = numeric ? Comparator.comparingDouble(Double::parseDouble).thenComparing(byText)
                : byText;
        return names.stream().distinct().sorted(order).toList();
    }

    /// The names `0` to `count − 1`, of labels that are indices already.
    static List<String> indices(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
