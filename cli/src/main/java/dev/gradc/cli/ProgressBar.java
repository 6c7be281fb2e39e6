package dev.gradc.cli;

import dev.gradc.runtime.EpochResult;
import dev.gradc.runtime.TrainingListener;
import dev.gradc.runtime.TrainingProgress;
import java.util.Locale;

/// Shows how a training gets on: on a terminal as a bar that is drawn over, else as a line now and then.
final class ProgressBar implements TrainingListener {
    private static final int WIDTH = 24;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final long LINE_NANOS = 1_000_000_000;

    private final Screen screen;
    private long last = System.nanoTime() - LINE_NANOS;

    ProgressBar(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void step(TrainingProgress progress) {
        if (screen.terminal() && due(REDRAW_NANOS)) {
            screen.progress(bar(progress));
        }
    }

    @Override
    public void epoch(EpochResult epoch, TrainingProgress progress) {
        if (!screen.terminal() && (progress.step() == progress.steps() || due(LINE_NANOS))) {
            screen.err().println(line(epoch, progress));
        }
    }

    /// Leaves the terminal's line empty.
    void end() {
        screen.clear();
    }

    private boolean due(long nanos) {
        long now = System.nanoTime();
        if (now - last < nanos) {
            return false;
        }
        last = now;
        return true;
    }

    private static String bar(TrainingProgress progress) {
        double share = progress.steps() == 0 ? 1 : (double) progress.step() / progress.steps();
        int full = (int) (share * WIDTH);
        return String.format(Locale.ROOT, "epoch %d/%d [%s%s] %3.0f%%  loss %.4g  rate %.3g  %s left", progress.epoch(),
                progress.epochs(), "=".repeat(full), " ".repeat(WIDTH - full), share * 100, progress.loss(),
                progress.rate(), time(progress.secondsLeft()));
    }

    private static String line(EpochResult epoch, TrainingProgress progress) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(Locale.ROOT, "epoch %d/%d  step %d  loss %.4g  rate %.3g", epoch.epoch(),
                progress.epochs(), epoch.step(), epoch.loss(), progress.rate()));
        epoch.validationLoss().ifPresent(v -> line.append(String.format(Locale.ROOT, "  validation loss %.4g", v)));
        epoch.validationAccuracy()
                .ifPresent(v -> line.append(String.format(Locale.ROOT, "  validation accuracy %.4f", v)));
        return line.append("  ").append(time(progress.secondsLeft())).append(" left").toString();
    }

    /// Minutes and seconds, with hours where there are any.
    private static String time(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "?";
        }
        long all = Math.round(seconds);
        return all < 3600 ? String.format(Locale.ROOT, "%d:%02d", all / 60, all % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", all / 3600, all / 60 % 60, all % 60);
    }
}
