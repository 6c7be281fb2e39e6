package dev.gradc.runtime;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// How a parameter begins. The kinds are resolved when the graph is built (fans are known then); the numbers are drawn on
/// the host by `StrictMath` from the counter-based generator, by (seed, parameter's index, element's index).
public sealed interface Initializer {
    /// The first value of each element of a parameter, by the element's number, counted row-major; not rounded yet.
    ///
    /// @param key the key of the parameter's random numbers
    /// @throws GradcException when the values are given, and are not as many as the elements
    IntToDoubleFunction elements(ParameterSpec parameter, long key);

    /// Every element the same.
    record Constant(double value) implements Initializer {
        @Override
        public IntToDoubleFunction elements(ParameterSpec parameter, long key) {
            return i -> value;
        }
    }

    /// Given numbers, row-major.
    record Given(double... values) implements Initializer {
        /// A copy, so that later changes of the caller's array change nothing.
        public Given {
            values = values.clone();
        }

        @Override
        public IntToDoubleFunction elements(ParameterSpec parameter, long key) {
            if (values.length != parameter.size()) {
                throw new GradcException(parameter.origin() + ": the parameter " + parameter.name() + " has "
                        + parameter.size() + " numbers, but its initial values are " + values.length);
            }
            return i -> values[i];
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Given given && Arrays.equals(values, given.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    /// Uniform between `low` (inclusive) and `high` (exclusive).
    record Uniform(double low, double high) implements Initializer {
        @Override
        public IntToDoubleFunction elements(ParameterSpec parameter, long key) {
            return i -> low + (high - low) * CounterRandom.uniform(key, i);
        }
    }

    /// Normal with the given mean and standard deviation.
    record Normal(double mean, double deviation) implements Initializer {
        @Override
        public IntToDoubleFunction elements(ParameterSpec parameter, long key) {
            return i -> mean + deviation * CounterRandom.normal(key, i);
        }
    }

    /// A random matrix with orthonormal rows or columns (whichever are fewer), times `gain` (Saxe et al. 2014).
    record Orthogonal(double gain) implements Initializer {
        @Override
        public IntToDoubleFunction elements(ParameterSpec parameter, long key) {
            int rows = parameter.shape().isEmpty() ? 1 : parameter.shape().get(0);
            double[] values = OrthogonalMatrix.draw(rows, parameter.size() / rows, key);
            return i -> gain * values[i];
        }
    }
}
