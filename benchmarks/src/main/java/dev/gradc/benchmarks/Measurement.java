package dev.gradc.benchmarks;

/// What one process measured of one case.
///
/// @param medianMicros the median time of a step, in µs
/// @param minMicros the shortest
/// @param runs how many times were taken
/// @param check the check value
/// @param version the engine's name and version
public record Measurement(double medianMicros, double minMicros, int runs, double check, String version) {
    private static final String MARK = "measured";

    /// One line of text.
    public String line() {
        return String.join("\t", MARK, Double.toString(medianMicros), Double.toString(minMicros),
                Integer.toString(runs), Double.toString(check), version);
    }

    /// Whether a line was made by [#line].
    static boolean isLine(String text) {
        return text.startsWith(MARK + "\t");
    }

    /// What a line says.
    static Measurement parse(String line) {
        String[] parts = line.split("\t");
        return new Measurement(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]), Integer.parseInt(parts[3]),
                Double.parseDouble(parts[4]), parts[5]);
    }
}
