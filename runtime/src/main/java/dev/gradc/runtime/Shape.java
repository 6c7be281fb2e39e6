package dev.gradc.runtime;

import java.util.List;

/// The extents of a value.
final class Shape {
    private Shape() {
    }

    /// How many elements a value has. Allocates nothing, and needs no lambda, whose first use would take longer than loading a model.
    ///
    /// @throws ArithmeticException when there are more than an `int` counts
    static int size(List<Integer> extents) {
        int size = 1;
        for (int i = 0; i < extents.size(); i++) {
            size = Math.multiplyExact(size, extents.get(i));
        }
        return size;
    }
}
