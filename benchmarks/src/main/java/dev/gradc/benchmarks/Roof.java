package dev.gradc.benchmarks;

import dev.gradc.runtime.Precision;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    /// What a piece of work cannot be faster than.
    public enum Limit {
        /// The peak of fused multiply-adds.
        ARITHMETIC("arithmetic"),
        /// Reading from the first-level cache.
        L1("L1"),
        /// Reading from the second-level cache.
        L2("L2"),
        /// Reading from the third-level cache.
        L3("L3"),
        /// Reading from memory.
        MEMORY("memory");

        private final String label;

        Limit(String label) {
            this.label = label;
        }

        /// As it is printed.
        public String label() {
            return label;
        }
    }

    /// The shortest possible time of a piece of work.
    ///
    /// @param micros in µs
    /// @param limit what keeps it from being shorter
    public record Bound(double micros, Limit limit) {
    }

    /// Measures the roof in a process of its own, which takes some seconds.
    ///
    /// @param threads how many work at once
    /// @throws dev.gradc.runtime.GradcException when that process fails
    public static Roof measure(int threads) {
        return parse(Children.run(List.of(), MeasureRoof.class.getName(), List.of(Integer.toString(threads)),
                List.of(), Map.of(), Roof::isLine));
    }

    /// The roof for numbers of another precision than `float`: of wider numbers, fewer are worked on at once.
    public Roof in(Precision precision) {
        return new Roof(gigaflops * Precision.FLOAT.bytes() / precision.bytes(), l1, l2, l3, memory);
    }

    /// The shortest possible time of so many operations and bytes: the operations at the peak, or the bytes from the smallest
    /// cache that holds `footprint` bytes, whichever takes longer. Several threads are taken to share both evenly.
    public Bound bound(double operations, double bytes, double footprint) {
        Limit level = level(footprint);
        double arithmetic = operations / gigaflops;
        double moving = bytes / bandwidth(level);
        return arithmetic >= moving ? new Bound(arithmetic * 1e-3, Limit.ARITHMETIC) : new Bound(moving * 1e-3, level);
    }

    /// The shortest possible time of a case, in µs, with its parameters in the smallest cache that holds them.
    public double micros(Case work) {
        return bound(work.operations(), work.bytes(), work.parameterBytes()).micros();
    }

    private static Limit level(double footprint) {
        return footprint <= L1_BYTES ? Limit.L1
                : footprint <= L2_BYTES ? Limit.L2 : footprint <= L3_BYTES ? Limit.L3 : Limit.MEMORY;
    }

    private double bandwidth(Limit level) {
        return switch (level) {
            case L1 -> l1;
            case L2 -> l2;
            case L3 -> l3;
            case MEMORY -> memory;
            case ARITHMETIC -> throw new IllegalArgumentException("arithmetic reads nothing");
        };
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
