package dev.gradc.compiler.emit.c;

import java.util.List;

/// A kernel's function. It is given these arrays, then what of the thread's own array, the number of rows, and the first and the
/// end of a range of iterations it uses, in this order.
///
/// @param name its name
/// @param arrays the numbers of the arrays
/// @param usesOwn whether it is given the thread's own array
/// @param usesRows whether it is given the number of rows
/// @param isRange whether it is given a range; else it runs the whole
public record CFunction(String name, List<Integer> arrays, boolean usesOwn, boolean usesRows, boolean isRange) {
    /// A copy, so that nobody changes it.
    public CFunction {
        arrays = List.copyOf(arrays);
    }
}
