package dev.gradc.runtime;

import java.util.List;

/// Rows of examples with random access. Implementations are immutable and safe for use by many threads.
public interface DataSet {
    /// How many rows there are.
    int size();

    /// What a row holds: features first, the target or label last.
    List<Field> fields();

    /// Copies the numbers of a real field of one row.
    ///
    /// @param field index into [#fields()]
    /// @param row from 0 to [#size()] − 1
    /// @param to where the field's `width` numbers go, from `offset` on
    void copy(int field, int row, float[] to, int offset);

    /// The same, in double.
    void copy(int field, int row, double[] to, int offset);

    /// The class index of a label field of one row.
    int label(int field, int row);
}
