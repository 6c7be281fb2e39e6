package dev.gradc.runtime;

/// Whether it pays to share kernels with other threads. A thread that has lost its processor to another process keeps the
/// caller waiting for milliseconds; after that the caller works alone for a while, longer each time that it happens again.
///
/// For one thread at a time.
final class Patience {
    private static final long SHORTEST_PAUSE_NANOS = 500_000;
    private static final long LONGEST_PAUSE_NANOS = 64_000_000;
    /// A wait that is always fair: for a thread to wake up.
    private static final long FAIR_WAIT_NANOS = 100_000;
    /// So many kernels shared without trouble, and all is forgotten.
    private static final int GOOD_SIGNS = 256;

    private long pause = SHORTEST_PAUSE_NANOS;
    private boolean alone;
    private long aloneUntil;
    private int goodSigns;
    private long begun;
    private long ownDone;

    /// Whether the caller had better work alone now.
    boolean isAlone() {
        if (alone && System.nanoTime() - aloneUntil >= 0) {
            alone = false;
        }
        return alone;
    }

    /// A kernel is shared.
    void begin() {
        begun = System.nanoTime();
    }

    /// The caller's own part of it is done.
    void ownPartDone() {
        ownDone = System.nanoTime();
    }

    /// The others are done too.
    void end() {
        long now = System.nanoTime();
        if (now - ownDone <= Math.max(FAIR_WAIT_NANOS, ownDone - begun)) {
            goodSigns++;
            if (goodSigns >= GOOD_SIGNS) {
                goodSigns = 0;
                pause = SHORTEST_PAUSE_NANOS;
            }
        } else {
            goodSigns = 0;
            alone = true;
            aloneUntil = now + pause;
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }
}
