package dev.gradc.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Threads that share the iterations of a kernel. Kernels write disjoint elements in disjoint ranges, so the result does
/// not depend on how many threads there are, nor on who takes what. A step allocates nothing.
///
/// The caller is one of the threads. It deals a kernel, cut into chunks, as [Shares], and publishes it by one write of [#job];
/// whoever is awake takes chunks until there are no more; the caller leaves when the last one is done. A worker that comes too
/// late finds no chunk. Idle workers watch for a short while, then park. Where the others keep the caller waiting, since something else
/// has their processors, it does without them for some time; see [Patience].
public final class Workers implements AutoCloseable {
    /// Below this many scalar operations a chunk is not worth another thread: a few µs of vector code.
    private static final long CHUNK_OPERATIONS = 131_072;
    private static final int CHUNKS_PER_THREAD = 4;
    private static final int MOST_THREADS = 1024;
    private static final int SPINS = 2_000;

    private final Worker[] workers;
    private final int spins;
    private final Patience patience = new Patience();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Shares shares;
    private final AtomicInteger finished = new AtomicInteger();
    /// The number of the kernel since the start.
    private volatile int job;
    private volatile boolean closed;
    private volatile @Nullable Thread waiting;
    private volatile @Nullable Throwable failure;

    // The published kernel. Written before the job's number; valid for whoever reads that number, then these, and then takes a
    // chunk of that job, since they change again only after every chunk is done.
    private @Nullable Kernels code;
    private Object[] arrays = {};
    private Object[][] scratch = {};
    private int kernel;
    private int rows;
    private int iterations;
    private int unit = 1;
    private int chunks;

    /// Starts `threads` − 1 daemon threads; the caller's own is the first.
    ///
    /// @param threads at least 1; 0 for one to each processor
    /// @throws GradcException when it is negative or more than 1024
    public Workers(int threads) {
        if (threads < 0 || threads > MOST_THREADS) {
            throw new GradcException("the number of threads is " + threads + ", but must be from 0 to " + MOST_THREADS);
        }
        int processors = Runtime.getRuntime().availableProcessors();
        int count = threads == 0 ? Math.min(processors, MOST_THREADS) : threads;
        spins = count <= processors ? SPINS : 1;
        shares = new Shares(count);
        workers = new Worker[count - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
            workers[i].setDaemon(true);
            workers[i].start();
        }
    }

    /// How many threads there are, the caller's included.
    public int threads() {
        return workers.length + 1;
    }

    /// Runs all iterations of a kernel.
    ///
    /// @param scratch one for each thread
    /// @param unit the multiple at which a range of iterations may begin
    /// @param operations a rough count of scalar operations in one iteration
    void run(Kernels code, int kernel, Object[] arrays, Object[][] scratch, int rows, int iterations, int unit,
            long operations) {
        int parts = parts(iterations, unit, operations);
        if (parts <= 1 || closed || !busy.compareAndSet(false, true)) {
            code.run(kernel, arrays, scratch[0], rows, 0, iterations);
            return;
        }
        try {
            if (patience.isAlone()) {
                code.run(kernel, arrays, scratch[0], rows, 0, iterations);
                return;
            }
            patience.begin();
            this.code = code;
            this.kernel = kernel;
            this.arrays = arrays;
            this.scratch = scratch;
            this.rows = rows;
            this.iterations = iterations;
            this.unit = unit;
            chunks = parts;
            finished.set(0);
            int published = job + 1;
            shares.deal(published, parts);
            job = published;
            wake(parts - 1);
            work(0, published);
            patience.ownPartDone();
            awaitOthers(parts);
            patience.end();
            rethrow();
        } finally {
            busy.set(false);
        }
    }

    /// Into how many parts a kernel is cut.
    int parts(int iterations, int unit, long operations) {
        if (workers.length == 0) {
            return 1;
        }
        long worthwhile = Math.max(1, operations) * iterations / CHUNK_OPERATIONS;
        return (int) Math.min(Math.min(worthwhile, units(iterations, unit)),
                (long) threads() * CHUNKS_PER_THREAD);
    }

    /// How many units the iterations make, of which the last may be smaller.
    private static long units(int iterations, int unit) {
        return (iterations + unit - 1L) / unit;
    }

    private void wake(int helpers) {
        for (int i = 0; i < Math.min(helpers, workers.length); i++) {
            if (workers[i].parked) {
                LockSupport.unpark(workers[i]);
            }
        }
    }

    /// Takes chunks of the kernel with number `job` until there are no more.
    private void work(int thread, int job) {
        Kernels code = this.code;
        Object[] arrays = this.arrays;
        Object[][] scratch = this.scratch;
        int kernel = this.kernel;
        int rows = this.rows;
        int iterations = this.iterations;
        int unit = this.unit;
        int chunks = this.chunks;
        if (code == null) {
            return;
        }
        for (int chunk = shares.take(thread, job); chunk >= 0; chunk = shares.take(thread, job)) {
            try {
                long units = units(iterations, unit);
                int from = (int) (units * chunk / chunks) * unit;
                int to = (int) (units * (chunk + 1) / chunks) * unit;
                code.run(kernel, arrays, scratch[thread], rows, from, Math.min(to, iterations));
            } catch (Throwable e) {
                failure = e;
            } finally {
                finish(chunks);
            }
        }
    }

    private void finish(int chunks) {
        if (finished.incrementAndGet() == chunks) {
            Thread caller = waiting;
            if (caller != null) {
                LockSupport.unpark(caller);
            }
        }
    }

    private void awaitOthers(int parts) {
        for (int i = 0; i < spins && finished.get() < parts; i++) {
            Thread.onSpinWait();
        }
        if (finished.get() < parts) {
            waiting = Thread.currentThread();
            while (finished.get() < parts) {
                LockSupport.park(this);
                // An interrupted thread does not park: it keeps watch until the others are done, its flag kept.
                Thread.onSpinWait();
            }
            waiting = null;
        }
    }

    private void rethrow() {
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        if (thrown != null) {
            throw new IllegalStateException("a kernel threw a checked exception", thrown);
        }
    }

    /// Ends the threads. A kernel that is running is finished first; later ones run on their caller's thread.
    @Override
    public void close() {
        closed = true;
        for (Worker worker : workers) {
            LockSupport.unpark(worker);
        }
    }

    private final class Worker extends Thread {
        private final int index;
        volatile boolean parked;

        Worker(int index) {
            super("gradc-worker-" + index);
            this.index = index;
        }

        @Override
        public void run() {
            int done = 0;
            while (!closed) {
                done = awaitJob(done);
                work(index, done);
            }
        }

        /// The number of a kernel after `done`, or any number when closed.
        private int awaitJob(int done) {
            for (int i = 0; i < spins; i++) {
                if (job != done || closed) {
                    return job;
                }
                Thread.onSpinWait();
            }
            parked = true;
            while (job == done && !closed) {
                LockSupport.park(Workers.this);
            }
            parked = false;
            return job;
        }
    }
}
