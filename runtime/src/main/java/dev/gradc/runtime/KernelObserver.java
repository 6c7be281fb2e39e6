package dev.gradc.runtime;

/// Is told of every kernel that a session runs.
@FunctionalInterface
public interface KernelObserver {
    /// A kernel has run, by as many threads as it is worth.
    ///
    /// @param kernel its index in [Program#kernels()]
    /// @param nanos how long it took, in ns
    void ran(int kernel, long nanos);
}
