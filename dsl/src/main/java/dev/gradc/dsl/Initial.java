package dev.gradc.dsl;

import dev.gradc.compiler.ir.Origin;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.runtime.Initializer;

/// How a parameter begins, as far as it can be said before its shape is known; see [Initializers] for all of them.
public interface Initial {
    /// The initialiser for a parameter of known shape.
    ///
    /// @param fans of the parameter
    /// @param size how many numbers the parameter has
    /// @param line where the parameter is made
    /// @throws dev.gradc.runtime.GradcException when it does not fit
    Initializer resolve(Fans fans, int size, Origin line);

    /// How many inputs each output of a weight depends on, and how many outputs each input acts on.
    ///
    /// @param in the product of all extents but the last; 1 for a single axis
    /// @param out the last extent
    record Fans(int in, int out) {
        static Fans of(Shape shape) {
            int last = shape.rank() - 1;
            return last < 0 ? new Fans(1, 1)
                    : new Fans(shape.extents().subList(0, last).stream().reduce(1, Math::multiplyExact),
                            shape.extent(last));
        }
    }
}
