package dev.gradc.benchmarks;

import java.util.Locale;

/// What the machine can do at most, with all the threads asked for.
///
/// @param gigaflops fused multiply-adds of `float` vectors, each counted as two operations, in 10⁹ a second
/// @param l1 bytes read from the first-level cache, in 10⁹ a second
/// @param l2 from the second level
/// @param l3 from the third
/// @param memory from memory
public record Roof(double gigaflops, double l1, double l2, double l3, double memory) {
    private static final double L1_BYTES = 32e3;
    private static final double L2_BYTES = 1e6;
    private static final double L3_BYTES = 24e6;
    private static final String MARK = "roof";

    /// The shortest possible time of a case, in µs: its operations at the peak, or its bytes from the smallest cache that
    /// holds the parameters, whichever takes longer. Several threads are taken to share parameters evenly.
    public double micros(Case work) {
        return Math.max(work.operations() / gigaflops, work.bytes() / bandwidth(work.parameterBytes())) * 1e-3;
    }

    private double bandwidth(double bytes) {
        return bytes <= L1_BYTES ? l1 : bytes <= L2_BYTES ? l2 : bytes <= L3_BYTES ? l3 : memory;
    }

    /// One line of text.
    String line() {
        return String.format(Locale.ROOT, "%s\t%s\t%s\t%s\t%s\t%s", MARK, gigaflops, l1, l2, l3, memory);
    }

    static boolean isLine(String text) {
        return text.startsWith(MARK + "\t");
    }

    static Roof parse(String line) {
        String[] parts = line.split("\t");
        return new Roof(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]), Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]), Double.parseDouble(parts[5]));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f GFLOP/s; reads from L1 %.0f, L2 %.0f, L3 %.0f, memory %.0f GB/s",
                gigaflops, l1, l2, l3, memory);
    }
}
