package dev.gradc.gradcheck.draw;

/// What numbers a batch holds.
public enum Filling {
    /// Ordinary ones, between −1 and 1.
    ORDINARY,
    /// Ordinary ones, and every now and then one at an edge: ±0, ±1, the smallest, ±30, ±10⁴.
    EDGES
}
