package dev.gradc.runtime;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Measures what is allocated.
final class Allocation {
    private Allocation() {
    }

    /// Bytes that the current thread allocates; the least of several runs, as the compiler may still be at work.
    static long bytes(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
