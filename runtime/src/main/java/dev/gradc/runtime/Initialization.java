package dev.gradc.runtime;

import dev.gradc.runtime.CounterRandom.Purpose;
import java.util.function.IntToDoubleFunction;

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
        IntToDoubleFunction elements = parameter.initializer().elements(parameter, key);
        int size = parameter.size();
        for (int i = 0; i < size; i++) {
            Reals.set(array, parameter.place(i), elements.applyAsDouble(i));
        }
    }
}
