package dev.gradc.runtime;

import dev.gradc.runtime.CounterRandom.Purpose;

/// The first values of parameters and slots, drawn in double by `StrictMath` and rounded to the program's precision.
/// Element e of parameter p is a function of (seed, p, e) alone, save for orthogonal matrices, whose elements hang
/// together.
final class Initialization {
    private Initialization() {
    }

    /// Writes the first values of one parameter.
    ///
    /// @param index the parameter's index in the program
    static void fill(ParameterSpec parameter, int index, long seed, Object array) {
        long key = CounterRandom.bits(CounterRandom.key(seed, Purpose.INITIALIZE), index);
        int size = parameter.size();
        switch (parameter.initializer()) {
            case Initializer.Constant(double value) -> {
                for (int i = 0; i < size; i++) {
                    Reals.set(array, parameter.place(i), value);
                }
            }
            case Initializer.Given given -> {
                double[] values = given.values();
                if (values.length != size) {
                    throw new GradcException(parameter.origin() + ": the parameter " + parameter.name() + " has " + size
                            + " numbers, but its initial values are " + values.length);
                }
                for (int i = 0; i < size; i++) {
                    Reals.set(array, parameter.place(i), values[i]);
                }
            }
            case Initializer.Uniform(double low, double high) -> {
                for (int i = 0; i < size; i++) {
                    Reals.set(array, parameter.place(i), low + (high - low) * CounterRandom.uniform(key, i));
                }
            }
            case Initializer.Normal(double mean, double deviation) -> {
                for (int i = 0; i < size; i++) {
                    Reals.set(array, parameter.place(i), mean + deviation * CounterRandom.normal(key, i));
                }
            }
            case Initializer.Orthogonal(double gain) -> {
                int rows = parameter.shape().isEmpty() ? 1 : parameter.shape().getFirst();
                double[] values = OrthogonalMatrix.draw(rows, size / rows, key);
                for (int i = 0; i < size; i++) {
                    Reals.set(array, parameter.place(i), gain * values[i]);
                }
            }
        }
    }
}
