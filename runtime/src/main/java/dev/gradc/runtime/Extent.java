package dev.gradc.runtime;

/// A number of elements that depends on the batch: `perRow · rows + fixed`. The batch is a run-time `int`; all else is
/// static.
///
/// @param perRow elements for each row of the batch
/// @param fixed elements whatever the batch
public record Extent(int perRow, int fixed) {
    /// The extent of a single element.
    public static final Extent ONE = fixed(1);

    /// An extent that does not depend on the batch.
    public static Extent fixed(int elements) {
        return new Extent(0, elements);
    }

    /// An extent of `elements` for each row of the batch.
    public static Extent perRow(int elements) {
        return new Extent(elements, 0);
    }

    /// Whether the batch plays no part.
    public boolean isFixed() {
        return perRow == 0;
    }

    /// The number of elements for a batch of `rows`, exact in 64 bits.
    public long at(int rows) {
        return (long) perRow * rows + fixed;
    }

    /// The sum of two extents.
    /// @throws ArithmeticException when a part leaves the range of `int`
    public Extent plus(Extent other) {
        return new Extent(Math.addExact(perRow, other.perRow), Math.addExact(fixed, other.fixed));
    }

    /// This extent, `factor` times.
    /// @throws ArithmeticException when a part leaves the range of `int`
    public Extent times(int factor) {
        return new Extent(Math.multiplyExact(perRow, factor), Math.multiplyExact(fixed, factor));
    }

    /// This extent, as many times as another says.
    /// @throws ArithmeticException when a part leaves the range of `int`
    /// @throws IllegalArgumentException when both depend on the batch, since there is no extent that holds it squared
    public Extent times(Extent other) {
        if (!isFixed() && !other.isFixed()) {
            throw new IllegalArgumentException("the batch squared: (" + this + ")·(" + other + ")");
        }
        return isFixed() ? other.times(fixed) : times(other.fixed);
    }

    /// Written out, since the one that Java makes for a record takes longer at its first use than loading a model.
    @Override
    public boolean equals(Object other) {
        return other instanceof Extent extent && extent.perRow == perRow && extent.fixed == fixed;
    }

    @Override
    public int hashCode() {
        return 31 * perRow + fixed;
    }

    /// `37`, `rows`, `3·rows`, `3·rows + 37`.
    @Override
    public String toString() {
        String rows = perRow == 1 ? "rows" : perRow + "·rows";
        return perRow == 0 ? Integer.toString(fixed) : fixed == 0 ? rows : rows + " + " + fixed;
    }
}
