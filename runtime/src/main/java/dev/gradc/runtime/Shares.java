package dev.gradc.runtime;

import java.util.concurrent.atomic.AtomicLongArray;

/// The chunks of a job, dealt among threads: each has neighbouring ones, takes them from the first on, and when it has none left
/// takes the last one of another. So a thread mostly works on the same part of the data in job after job, which its caches still
/// hold, and no thread is idle while there are chunks.
final class Shares {
    /// The longs between two shares, so that no two are in one line of a cache.
    private static final int SPACING = 16;
    private static final int BITS = 16;
    private static final int MASK = (1 << BITS) - 1;

    private final int threads;
    /// For each thread the job in the upper 32 bits, then the first chunk, then the one behind the last.
    private final AtomicLongArray shares;

    Shares(int threads) {
        this.threads = threads;
        shares = new AtomicLongArray(threads * SPACING);
    }

    /// Deals a job; all chunks of the one before have been taken.
    ///
    /// @param chunks at most 65,535
    void deal(int job, int chunks) {
        for (int thread = 0; thread < threads; thread++) {
            long from = (long) chunks * thread / threads;
            long to = (long) chunks * (thread + 1) / threads;
            shares.set(thread * SPACING, (long) job << 2 * BITS | from << BITS | to);
        }
    }

    /// A chunk for a thread, or −1 when all are taken, or another job has been dealt.
    int take(int thread, int job) {
        int own = take(thread, job, true);
        for (int i = 1; i < threads && own < 0; i++) {
            own = take((thread + i) % threads, job, false);
        }
        return own;
    }

    private int take(int of, int job, boolean isFirst) {
        while (true) {
            long share = shares.get(of * SPACING);
            int from = (int) (share >>> BITS) & MASK;
            int to = (int) share & MASK;
            if ((int) (share >>> 2 * BITS) != job || from == to) {
                return -1;
            }
            if (shares.compareAndSet(of * SPACING, share, isFirst ? share + (1L << BITS) : share - 1)) {
                return isFirst ? from : to - 1;
            }
        }
    }
}
