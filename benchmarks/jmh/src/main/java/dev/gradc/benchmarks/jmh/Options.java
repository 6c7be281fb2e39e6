package dev.gradc.benchmarks.jmh;

/// Options of the JVMs that measure.
final class Options {
    /// Offers vectors.
    static final String VECTORS = "--add-modules=jdk.incubator.vector";

    private Options() {
    }
}
