package dev.gradc.runtime;

import java.util.List;

/// What the runtime must know of one kernel to run it, to split it among threads, and to speak of it.
///
/// @param name a name made of the user's own, such as `hidden1.affine+relu`
/// @param origin the user's file and line, such as `Mnist1d.java:12`, or an empty string
/// @param iterations the extent of the outermost loop
/// @param unit how many neighbouring iterations are run together: a range begins at a multiple of it
/// @param operationsPerIteration a rough count of scalar operations in one iteration for one row of batch where the
///     batch is not the outermost loop's extent, for the choice of threads
/// @param work what it does in all, for profiles
/// @param writes what the kernel stores, for reports of the first NaN
public record KernelSpec(String name, String origin, Extent iterations, int unit, Extent operationsPerIteration,
        Work work, List<Region> writes) {
    /// What a kernel does, by what it must do and not by how it is done.
    ///
    /// @param operations floating-point operations: each addition, subtraction, multiplication, division, square root, minimum,
    ///     maximum and comparison of two numbers is one, a fused multiply-add two, a function as many as its sequence has.
    ///     Changes of sign, moves, and the integer operations within functions and random numbers are none
    /// @param bytes each element that it reads from the program's arrays counted once, and each element that it writes once,
    ///     without padding. What it keeps in registers or in scratch is none
    public record Work(Count operations, Count bytes) {
        /// No work at all.
        public static final Work NONE = new Work(Count.NONE, Count.NONE);
    }

    /// A part of an array that holds one value of the user's graph.
    ///
    /// @param array the array's index in [Program#arrays()]
    /// @param offset the first element, for the batch rounded up by [Layout#room]
    /// @param layout where the elements stand from there on
    /// @param name the value's name in the user's words
    /// @param origin the user's file and line
    public record Region(int array, Extent offset, Layout layout, String name, String origin) {
    }
}
