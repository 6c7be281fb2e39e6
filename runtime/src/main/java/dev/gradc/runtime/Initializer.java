package dev.gradc.runtime;

/// How a parameter begins. The kinds are resolved when the graph is built (fans are known then); the numbers are drawn on
/// the host by `StrictMath` from the counter-based generator, by (seed, parameter's index, element's index).
public sealed interface Initializer {
    /// Every element the same.
    record Constant(double value) implements Initializer {
    }

    /// Given numbers, row-major.
    record Given(double... values) implements Initializer {
        /// A copy, so that later changes of the caller's array change nothing.
        public Given {
            values = values.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Given given && java.util.Arrays.equals(values, given.values);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(values);
        }
    }

    /// Uniform between `low` (inclusive) and `high` (exclusive).
    record Uniform(double low, double high) implements Initializer {
    }

    /// Normal with the given mean and standard deviation.
    record Normal(double mean, double deviation) implements Initializer {
    }

    /// A random matrix with orthonormal rows or columns (whichever are fewer), times `gain` (Saxe et al. 2014).
    record Orthogonal(double gain) implements Initializer {
    }
}
