package dev.gradc.runtime;

import java.util.List;
import java.util.Objects;

/// Some rows of a data set, in an order of their own, without a copy.
public final class Rows implements DataSet {
    private final DataSet base;
    private final int[] rows;

    /// @param rows indices of rows of `base`
    /// @throws IndexOutOfBoundsException when one of them is not such an index
    public Rows(DataSet base, int... rows) {
        this.base = base;
        this.rows = rows.clone();
        for (int row : rows) {
            Objects.checkIndex(row, base.size());
        }
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public List<Field> fields() {
        return base.fields();
    }

    @Override
    public void copy(int field, int row, float[] to, int offset) {
        base.copy(field, rows[row], to, offset);
    }

    @Override
    public void copy(int field, int row, double[] to, int offset) {
        base.copy(field, rows[row], to, offset);
    }

    @Override
    public int label(int field, int row) {
        return base.label(field, rows[row]);
    }
}
