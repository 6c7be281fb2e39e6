package dev.gradc.compiler.check;

import dev.gradc.compiler.ir.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rates of change of a graph's values along some directions at once. What is not told does not change.
final class Rates {
    private static final Of STILL = new Of(new double[0], new double[0], new double[0]);

    private final int directions;
    private final Map<Value, Of> known = new HashMap<>();

    /// @param directions how many
    Rates(int directions) {
        this.directions = directions;
    }

    /// Nothing changes.
    static Rates none() {
        return new Rates(1);
    }

    /// The rates of one value.
    ///
    /// @param rates of each element, all directions of an element side by side; no number where the value does not change
    /// @param terms the sums of the absolute terms of `rates`
    /// @param blur how far rounding carries `rates`, see [Blur]
    record Of(double[] rates, double[] terms, double[] blur) {
    }

    /// The rates of a leaf.
    void seed(Value leaf, double[] seed) {
        put(leaf, new Of(seed, Arrays.stream(seed).map(StrictMath::abs).toArray(), new double[seed.length]));
    }

    void put(Value value, Of rates) {
        known.put(value, rates);
    }

    int directions() {
        return directions;
    }

    boolean changes(Value value) {
        return known.containsKey(value);
    }

    Of of(Value value) {
        return known.getOrDefault(value, STILL);
    }

    List<Of> of(List<Value> values) {
        return values.stream().map(this::of).toList();
    }

    /// The rate of an element in the first direction.
    double rate(Value value, int element) {
        return changes(value) ? of(value).rates()[element * directions] : 0;
    }

    /// The sum of the absolute terms of [#rate].
    double terms(Value value, int element) {
        return changes(value) ? of(value).terms()[element * directions] : 0;
    }
}
