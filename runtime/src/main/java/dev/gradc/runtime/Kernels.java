package dev.gradc.runtime;

/// The code of a compiled program: what a backend emits, and what the loop interpreter is.
///
/// An implementation holds no state; all it reads and writes is in the arrays that it is given, so one instance serves
/// any number of threads.
public interface Kernels {
    /// Runs iterations `from` to `to` (exclusive) of a kernel's outermost loop. Kernels write disjoint elements in
    /// disjoint ranges of iterations, so a range may be split among threads in any way with the same bits.
    ///
    /// @param kernel the kernel's index in [Program#kernels()]
    /// @param arrays the program's arrays, as [Program#arrays()] lists them: `float[]` or `double[]` (by the
    ///     program's precision) or `int[]`
    /// @param scratch what [Program#scratch()] makes, this thread's own
    /// @param rows the batch
    /// @param from the first iteration, at least 0
    /// @param to one past the last iteration, at most the kernel's [KernelSpec#iterations()] for `rows`
    void run(int kernel, Object[] arrays, Object[] scratch, int rows, int from, int to);

    /// Runs the code of iterations `from` to `to` on arrays whose content does not matter, to bring the JVM's compilers to take
    /// notice of it: as [#run], but it may leave out most of what a loop repeats, so that what stands in the arrays afterwards
    /// means nothing. Where there is no code to be compiled, nothing is done.
    default void rehearse(int kernel, Object[] arrays, Object[] scratch, int rows, int from, int to) {
    }

    /// Runs all kernels of an entry, whole and in order, with code made for that: the same as [#run] for each, with less
    /// between them.
    ///
    /// @param entry the entry's index in [Program#entries()]
    /// @return whether there is such code; otherwise nothing is done
    default boolean runEntry(int entry, Object[] arrays, Object[] scratch, int rows) {
        return false;
    }
}
