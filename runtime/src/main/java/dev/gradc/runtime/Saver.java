package dev.gradc.runtime;

import java.nio.file.Path;

/// Decides when a training is saved, and keeps account of what saving costs.
final class Saver {
    private static final double LEAST_WORK_PER_SAVING = 20;

    private final Path file;
    private final SavePolicy policy;
    private long lastStep;
    private long lastNanos = System.nanoTime();
    private double lastCost;

    Saver(Path file, SavePolicy policy, long step) {
        this.file = file;
        this.policy = policy;
        lastStep = step;
    }

    Path file() {
        return file;
    }

    /// Whether to save after a step.
    ///
    /// @param epochEnded whether an epoch ended with it
    boolean due(long step, boolean epochEnded) {
        double since = (System.nanoTime() - lastNanos) * 1e-9;
        boolean wanted = epochEnded || step - lastStep >= policy.steps() || since >= policy.seconds();
        return wanted && since >= LEAST_WORK_PER_SAVING * lastCost;
    }

    void save(Checkpoint checkpoint, long step) {
        long begin = System.nanoTime();
        checkpoint.write(file);
        lastNanos = System.nanoTime();
        lastCost = (lastNanos - begin) * 1e-9;
        lastStep = step;
    }
}
