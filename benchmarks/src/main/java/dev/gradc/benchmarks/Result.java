package dev.gradc.benchmarks;

/// What all processes of an engine together measured of a case.
///
/// @param engine its label
/// @param variant how it was started, where there are several ways: the fastest
/// @param version its name and version
/// @param work the case
/// @param threads how many it could use
/// @param medianMicros the median over the processes of their medians, in µs
/// @param minMicros the shortest time that any process saw
/// @param processes how many processes there were
/// @param runs how many times they took, together
/// @param roof of the machine, in the same run
/// @param check the check value
public record Result(String engine, String variant, String version, Case work, int threads, double medianMicros,
        double minMicros, int processes, int runs, Roof roof, double check) {
    /// 10⁹ operations of matrix products a second.
    public double gigaflops() {
        return work.operations() / medianMicros * 1e-3;
    }

    /// The shortest possible time.
    public double roofMicros() {
        return roof.micros(work);
    }

    /// The share of the roof that was reached, from 0 to 1.
    public double shareOfRoof() {
        return roofMicros() / medianMicros;
    }
}
