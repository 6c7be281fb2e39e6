package dev.gradc.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/// Watches a program warm up, window after window, until HotSpot has compiled it and its times have settled.
final class WarmUp {
    /// The length of a window.
    static final double WINDOW_SECONDS = 0.5;
    private static final int QUIET_WINDOWS = 3;
    private static final double NEARLY = 1.05;
    private static final double COMPILING_MILLIS = 20;
    private static final double LONGEST_SECONDS = 30;

    private final long start = System.nanoTime();
    private double best = Double.POSITIVE_INFINITY;
    private long compiled = compilationMillis();
    private int quiet;

    /// Judges a window: it is quiet when hardly anything was compiled in it and it was not faster than all before it.
    ///
    /// @param nanos the window's median time
    /// @return whether there should be another window
    boolean goesOn(double nanos) {
        long before = compiled;
        compiled = compilationMillis();
        boolean better = nanos * NEARLY < best;
        quiet = better || compiled - before > COMPILING_MILLIS ? 0 : quiet + 1;
        best = Math.min(best, nanos);
        return !settled() && seconds() < LONGEST_SECONDS;
    }

    /// Whether several windows in a row were quiet.
    boolean settled() {
        return quiet >= QUIET_WINDOWS;
    }

    /// How long it has taken so far.
    double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }

    private static long compilationMillis() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler != null && compiler.isCompilationTimeMonitoringSupported() ? compiler.getTotalCompilationTime()
                : 0;
    }
}
