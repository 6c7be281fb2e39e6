package dev.gradc.runtime;

import java.util.List;

/// A parameter's place in the one array of parameters, or a slot's in the one array of slots.
///
/// @param name the user's name, such as `hidden1.weight`, or `hidden1.weight.momentum` for a slot
/// @param shape its extents
/// @param offset its first element in its array
/// @param layout where its elements stand from there on
/// @param initializer how it begins
/// @param trainable whether the optimiser changes it
/// @param origin the user's file and line
public record ParameterSpec(String name, List<Integer> shape, int offset, Layout layout, Initializer initializer,
        boolean trainable,
        String origin) {
    /// How many numbers it has.
    public int size() {
        return Shape.size(shape);
    }

    /// The first element behind it in its array.
    public int end() {
        return Math.addExact(offset, layout.size().fixed());
    }

    /// Where element number `i`, counted row-major, stands in its array.
    public int place(int i) {
        int columns = layout.columns().fixed();
        return offset + layout.at(i / columns, i % columns, 1);
    }
}
