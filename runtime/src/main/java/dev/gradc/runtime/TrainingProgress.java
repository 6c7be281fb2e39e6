package dev.gradc.runtime;

/// Where a training stands. One object tells it for the whole training, so that a step makes no garbage.
public final class TrainingProgress {
    private final int epochs;
    private final long steps;
    private final long firstStep;
    private final long start;
    private int epoch;
    private long step;
    private double loss = Double.NaN;
    private double rate = Double.NaN;

    TrainingProgress(int epochs, long steps, long firstStep, long startNanos) {
        this.epochs = epochs;
        this.steps = steps;
        this.firstStep = firstStep;
        start = startNanos;
    }

    void update(int epoch, long step, double loss, double rate) {
        this.epoch = epoch;
        this.step = step;
        this.loss = loss;
        this.rate = rate;
    }

    /// The number of the epoch, 1 for the first.
    public int epoch() {
        return epoch;
    }

    /// How many epochs there are, unless the training stops before.
    public int epochs() {
        return epochs;
    }

    /// How many steps are done.
    public long step() {
        return step;
    }

    /// How many steps there are, unless the training stops before.
    public long steps() {
        return steps;
    }

    /// The training loss of the last step's batch.
    public double loss() {
        return loss;
    }

    /// The learning rate of the last step.
    public double rate() {
        return rate;
    }

    /// How long the training has taken.
    public double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }

    /// How long the rest will take at the pace so far; NaN before the first step.
    public double secondsLeft() {
        long done = step - firstStep;
        return done == 0 ? Double.NaN : seconds() / done * (steps - step);
    }
}
