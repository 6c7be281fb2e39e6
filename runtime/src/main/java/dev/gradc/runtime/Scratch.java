package dev.gradc.runtime;

/// What each thread has for itself while it runs kernels: an array of reals, and rows, which are arrays of their own: HotSpot
/// knows that two arrays do not overlap, and not that two ranges of one do not.
///
/// @param elements the size of the first array
/// @param rows how many rows there are beside it
public record Scratch(int elements, int rows) {
    /// With the header of 16 bytes before it, a row fills 33 lines of a cache: all rows then begin at the same place of a line, and
    /// neighbouring rows in different sets of the cache.
    private static final int BYTES_OF_ROW = 33 * 64 - 16;

    /// An array without rows.
    public static Scratch of(int elements) {
        return new Scratch(elements, 0);
    }

    /// What is enough for this and another.
    public Scratch max(Scratch other) {
        return new Scratch(Math.max(elements, other.elements), Math.max(rows, other.rows));
    }

    /// The elements of a row.
    public static int rowSize(Precision precision) {
        return BYTES_OF_ROW / precision.bytes();
    }

    /// Makes it, all 0: a `float[][]` or `double[][]`, the array first.
    public Object[] allocate(Precision precision) {
        Object[] arrays = switch (precision) {
            case FLOAT -> new float[1 + rows][];
            case DOUBLE -> new double[1 + rows][];
        };
        arrays[0] = Reals.allocate(precision, elements);
        for (int i = 1; i < arrays.length; i++) {
            arrays[i] = Reals.allocate(precision, rowSize(precision));
        }
        return arrays;
    }
}
