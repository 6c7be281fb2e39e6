package dev.gradc.runtime;

/// How products of whole rows are computed where there are no vectors. HotSpot's C2 makes vectors of a loop that adds some products
/// to each sum of some rows; how many it takes depends on its version. The bits are the same.
public final class RowForm {
    /// Whether sums take four products at a time. C2 of JDK 25 does that best; C2 of JDK 17 makes vectors of two only.
    public static final boolean DEEP = Runtime.version().feature() >= 25;

    private RowForm() {
    }
}
