package dev.gradc.runtime;

import java.util.List;

/// A data input of a program.
///
/// @param name the user's name
/// @param kind what it holds
/// @param shape the extents of one row; empty for one number a row
/// @param rolled whether row i holds the data of row i + 1 of the batch (the last holds row 0's): the partner rows of MixUp,
///     read from the same data as the input of the same name that is not rolled
/// @param array its index in [Program#arrays()]
/// @param stride how far apart its rows stand there
/// @param exact whether kernels read nothing of the array but the rows of the batch, so that a caller's own can stand in
/// @param origin the user's file and line
public record InputSpec(String name, Kind kind, List<Integer> shape, boolean rolled, int array, int stride,
        boolean exact, String origin) {
    /// What the data must be.
    public sealed interface Kind {
        /// Any finite numbers.
        record Real() implements Kind {
        }

        /// Rows that are probability distributions: not negative, with the sum 1 within 1e-4. Checked.
        record Distribution() implements Kind {
        }

        /// A class index from 0 to `classes` − 1. Checked.
        record Label(int classes) implements Kind {
        }
    }

    /// The same, exact or not.
    public InputSpec withExact(boolean isExact) {
        return new InputSpec(name, kind, shape, rolled, array, stride, isExact, origin);
    }

    /// How many numbers one row has.
    public int width() {
        return Shape.size(shape);
    }
}
