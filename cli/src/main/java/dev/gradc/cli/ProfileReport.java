package dev.gradc.cli;

import dev.gradc.benchmarks.Machine;
import dev.gradc.benchmarks.Profile;
import dev.gradc.benchmarks.Profile.Kernel;
import dev.gradc.benchmarks.Roof;
import java.util.Locale;

/// A profile in words, and as JSON.
///
/// @param profile what was measured
/// @param backend what ran the kernels
record ProfileReport(Profile profile, String backend) {
    private static final int NARROWEST_NAME = 10;

    /// A table, a line for each kernel in the order in which they run, and what it means below it.
    String text() {
        String row = "%-" + width() + "s  %-" + originWidth() + "s %11s %7s %8s %8s %7s  %s%n";
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, row, "kernel", "origin", "median µs",
                "share", "GFLOP/s", "GB/s", "roof", "limit"));
        for (Kernel kernel : profile.kernels()) {
            text.append(String.format(Locale.ROOT, row, kernel.name(), kernel.origin(), micros(kernel.micros()),
                    percent(share(kernel)), rate(kernel.gigaflops()), rate(kernel.gigabytes()),
                    percent(kernel.shareOfRoof()), kernel.bound().limit().label()));
        }
        double micros = profile.kernelMicros();
        text.append(String.format(Locale.ROOT, row, profile.kernels().size() + " kernels", "", micros(micros),
                percent(1), rate(profile.operations() / micros * 1e-3), rate(profile.bytes() / micros * 1e-3),
                percent(profile.roofMicros() / micros), "")).append('\n');
        return text.append(below()).toString().stripTrailing();
    }

    private String below() {
        String below = String.format(Locale.ROOT, """
                %s of %s, batch %d, %s: %s µs when nobody looks at its kernels; medians of %,d runs
                roof: %s
                machine: %s
                """, profile.entry(), profile.model(), profile.rows(), threads(), micros(profile.stepMicros()),
                profile.steps(), profile.roof(), Machine.description());
        return profile.stable() ? below
                : below + "the times had not settled when they were measured: the machine may be busy\n";
    }

    private String threads() {
        return profile.threads() == 1 ? "1 thread" : profile.threads() + " threads";
    }

    private int width() {
        return profile.kernels().stream().mapToInt(kernel -> kernel.name().length()).reduce(NARROWEST_NAME, Math::max);
    }

    private int originWidth() {
        return profile.kernels().stream().mapToInt(kernel -> kernel.origin().length())
                .reduce("origin".length(), Math::max);
    }

    private double share(Kernel kernel) {
        return kernel.micros() / profile.kernelMicros();
    }

    private static String micros(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.1f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String rate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /// One object, with an object for each kernel.
    Json json() {
        Roof roof = profile.roof();
        return new Json().put("model", profile.model()).put("entry", profile.entry()).put("batch", profile.rows())
                .put("threads", profile.threads()).put("backend", backend).put("runs", profile.steps())
                .put("settled", profile.stable()).put("median_us", profile.stepMicros())
                .put("kernels_us", profile.kernelMicros()).put("roof_us", profile.roofMicros())
                .put("operations", profile.operations()).put("bytes", profile.bytes())
                .put("kernels", profile.kernels().stream().map(kernel -> json(kernel).members()).toList())
                .put("roof", new Json().put("gflops", roof.gigaflops()).put("l1_gbs", roof.l1())
                        .put("l2_gbs", roof.l2()).put("l3_gbs", roof.l3()).put("memory_gbs", roof.memory())
                        .members())
                .put("machine", Machine.description());
    }

    private Json json(Kernel kernel) {
        return new Json().put("kernel", kernel.name()).put("origin", kernel.origin())
                .put("median_us", kernel.micros()).put("share", share(kernel)).put("operations", kernel.operations())
                .put("bytes", kernel.bytes()).put("gflops", kernel.gigaflops()).put("gbs", kernel.gigabytes())
                .put("roof_us", kernel.bound().micros()).put("share_of_roof", kernel.shareOfRoof())
                .put("limit", kernel.bound().limit().label());
    }
}
