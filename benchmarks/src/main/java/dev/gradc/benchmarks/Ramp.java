package dev.gradc.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How the time of a step falls while a program warms up.
final class Ramp {
    /// The share of the steady speed at which a program counts as warm.
    private static final double NEARLY = 0.9;
    /// So many samples together are one look at the speed.
    private static final int WINDOW = 25;
    /// The last samples that the steady speed is taken of: one in so many.
    private static final int LAST_PART = 4;

    private final List<Sample> samples = new ArrayList<>();

    /// Some steps.
    ///
    /// @param end when the last of them was done, in ns from a common start
    /// @param step how long one took, in ns
    private record Sample(long end, double step) {
    }

    /// Adds a sample: steps that were done at `end`, and took `step` each, in ns.
    void add(long end, double step) {
        samples.add(new Sample(end, step));
    }

    /// The median time of a step in the last quarter of the samples, in ns.
    double steady() {
        return median(samples.subList(samples.size() - Math.ceilDiv(samples.size(), LAST_PART), samples.size()));
    }

    /// When the first window ended in which the median step was at 90 % of the steady speed, in ns.
    long warmAt() {
        double enough = steady() / NEARLY;
        for (int from = 0; from + WINDOW < samples.size(); from++) {
            List<Sample> window = samples.subList(from, from + WINDOW);
            if (median(window) <= enough) {
                return window.getLast().end();
            }
        }
        return samples.getLast().end();
    }

    private static double median(List<Sample> samples) {
        return samples.stream().sorted(Comparator.comparingDouble(Sample::step)).skip(samples.size() / 2).findFirst()
                .orElseThrow().step();
    }
}
