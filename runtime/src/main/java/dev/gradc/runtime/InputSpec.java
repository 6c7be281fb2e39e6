package dev.gradc.runtime;

import java.util.List;

/// A data input of a program.
///
/// @param name the user's name, or the name of the input whose rows it mixes in
/// @param kind what it holds
/// @param shape the extents of one row; empty for one number a row
/// @param array its index in [Program#arrays()]
/// @param origin the user's file and line
public record InputSpec(String name, Kind kind, List<Integer> shape, int array, String origin) {
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

    /// How many numbers one row has.
    public int width() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
