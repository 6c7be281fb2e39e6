package dev.gradc.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ctrl-C (and a polite kill) while work is under way: the work is asked to stop, and Java ends only when it has.
final class Interrupt implements AutoCloseable {
    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::ask, "interrupt");

    /// Watches from now on, until it is closed.
    Interrupt watch() {
        Runtime.getRuntime().addShutdownHook(hook);
        return this;
    }

    private void ask() {
        asked.set(true);
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether to stop.
    boolean asked() {
        return asked.get();
    }

    /// The work has ended. When it was asked to, Java ends now, with the code that the signal has.
    @Override
    public void close() {
        ended.countDown();
        if (!asked.get()) {
            unhook();
        }
    }

    private void unhook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            asked.set(true); // Java has begun to end in this very moment.
        }
    }
}
