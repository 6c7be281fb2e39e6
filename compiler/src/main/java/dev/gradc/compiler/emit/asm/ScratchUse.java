package dev.gradc.compiler.emit.asm;

import dev.gradc.runtime.Scratch;

/// Hands out the scratch of one routine: elements of its array like a stack, and rows by their numbers.
final class ScratchUse {
    private int next;
    private Scratch most;

    /// @param first the elements before this one are the program's own
    ScratchUse(int first) {
        next = first;
        most = Scratch.of(first);
    }

    /// Reserves elements.
    ///
    /// @return the first
    int take(int elements) {
        int first = next;
        next = Math.addExact(next, elements);
        most = most.max(Scratch.of(next));
        return first;
    }

    /// The first element that is free.
    int next() {
        return next;
    }

    /// Gives back the elements from `first` on.
    void release(int first) {
        next = first;
    }

    /// Reserves the rows up to number `last`.
    void takeRows(int last) {
        most = most.max(new Scratch(0, last));
    }

    /// All that was ever in use.
    Scratch most() {
        return most;
    }
}
