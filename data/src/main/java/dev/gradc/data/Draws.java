package dev.gradc.data;

import dev.gradc.runtime.CounterRandom;
import dev.gradc.runtime.CounterRandom.Purpose;

/// The random numbers of one row of a generated data set, one after another: functions of the seed, the data set, the row
/// and the place alone, so that a row is the same however many there are.
final class Draws {
    private final long key;
    private long position;

    /// @param set the data set's number, so that two of them with one seed share nothing
    Draws(long seed, int set, int row) {
        this.key = CounterRandom.bits(key(seed, set), row);
    }

    /// The key of a whole data set.
    static long key(long seed, int set) {
        return CounterRandom.bits(CounterRandom.key(seed, Purpose.DATA), set);
    }

    /// Uniform in [0, 1).
    double uniform() {
        return CounterRandom.uniform(key, position++);
    }

    /// Standard normal.
    double normal() {
        long pair = (position + 1) / 2;
        position = 2 * pair + 2;
        return CounterRandom.normal(key, pair);
    }
}
