package dev.gradc.runtime;

/// How often something happens, or how many bytes there are, for a batch: `perRow · rows + fixed`, as an [Extent] but beyond the
/// range of `int`.
///
/// @param perRow for each row of the batch
/// @param fixed whatever the batch
public record Count(long perRow, long fixed) {
    /// Nothing, whatever the batch.
    public static final Count NONE = new Count(0, 0);

    /// The number for a batch of `rows`.
    public long at(int rows) {
        return perRow * rows + fixed;
    }
}
