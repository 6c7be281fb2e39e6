package dev.gradc.runtime;

import dev.gradc.runtime.Field.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/// A data set in memory: for each field one `float[]`, `double[]` or, for labels, `int[]`, row after row.
public final class ArrayDataSet implements DataSet {
    private final int size;
    private final List<Field> fields;
    private final List<Object> columns;

    private ArrayDataSet(int size, List<Field> fields, List<Object> columns) {
        this.size = size;
        this.fields = List.copyOf(fields);
        this.columns = List.copyOf(columns);
    }

    /// Begins a data set of `rows` rows.
    public static Builder rows(int rows) {
        return new Builder(rows);
    }

    /// Features `x` and a class for each row, of `classes` classes named 0, 1, ….
    /// @throws GradcException when the rows differ in width or number, or a label is out of range
    public static ArrayDataSet of(float[][] x, int[] labels, int classes) {
        return rows(x.length).reals("x", flat(x), width(x)).labels("label", labels, classes).build();
    }

    /// Features `x` and a class for each row, of `classes` classes named 0, 1, ….
    /// @throws GradcException when the rows differ in width or number, or a label is out of range
    public static ArrayDataSet of(double[][] x, int[] labels, int classes) {
        return rows(x.length).reals("x", flat(x), width(x)).labels("label", labels, classes).build();
    }

    /// Features `x` and a target `y` for each row.
    /// @throws GradcException when the rows differ in width or number
    public static ArrayDataSet of(float[][] x, float[][] y) {
        return rows(x.length).reals("x", flat(x), width(x)).reals("y", flat(y), width(y)).build();
    }

    /// Features `x` and a target `y` for each row.
    /// @throws GradcException when the rows differ in width or number
    public static ArrayDataSet of(double[][] x, double[][] y) {
        return rows(x.length).reals("x", flat(x), width(x)).reals("y", flat(y), width(y)).build();
    }

    /// Features `x` alone, for predictions.
    /// @throws GradcException when the rows differ in width
    public static ArrayDataSet of(float[][] x) {
        return rows(x.length).reals("x", flat(x), width(x)).build();
    }

    /// Features `x` alone, for predictions.
    /// @throws GradcException when the rows differ in width
    public static ArrayDataSet of(double[][] x) {
        return rows(x.length).reals("x", flat(x), width(x)).build();
    }

    /// Reads all rows of an iterator. Each row holds the numbers of all fields, one field after another; a label is given
    /// by its index.
    ///
    /// @throws GradcException when a row has another number of numbers, or a label is not a whole number in its range
    public static ArrayDataSet collect(List<Field> fields, Iterator<double[]> rows) {
        int width = fields.stream().mapToInt(Field::width).sum();
        List<double[]> read = new ArrayList<>();
        while (rows.hasNext()) {
            double[] row = rows.next();
            if (row.length != width) {
                throw new GradcException("row " + (read.size() + 1) + " has " + row.length
                        + " numbers, but its fields have " + width + " together");
            }
            read.add(row.clone());
        }
        Builder builder = rows(read.size());
        int offset = 0;
        for (Field field : fields) {
            int at = offset;
            if (field.kind() == Kind.REAL) {
                builder.reals(field.name(), flat(read.stream()
                        .map(r -> java.util.Arrays.copyOfRange(r, at, at + field.width())).toArray(double[][]::new)),
                        field.width());
            } else {
                builder.labels(field.name(),
                        IntStream.range(0, read.size()).map(r -> whole(field, r, read.get(r)[at])).toArray(),
                        field.classes());
            }
            offset += field.width();
        }
        return builder.build();
    }

    private static int whole(Field field, int row, double value) {
        if (value != (int) value) {
            throw new GradcException("row " + (row + 1) + " has " + value + " in the field " + field.name()
                    + ", but a class is given by its index, a whole number from 0");
        }
        return (int) value;
    }

    private static int width(float[][] rows) {
        return rows.length == 0 ? 0 : rows[0].length;
    }

    private static int width(double[][] rows) {
        return rows.length == 0 ? 0 : rows[0].length;
    }

    private static float[] flat(float[][] rows) {
        int width = width(rows);
        float[] flat = new float[Math.multiplyExact(rows.length, width)];
        for (int r = 0; r < rows.length; r++) {
            checkWidth(r, rows[r].length, width);
            System.arraycopy(rows[r], 0, flat, r * width, width);
        }
        return flat;
    }

    private static double[] flat(double[][] rows) {
        int width = width(rows);
        double[] flat = new double[Math.multiplyExact(rows.length, width)];
        for (int r = 0; r < rows.length; r++) {
            checkWidth(r, rows[r].length, width);
            System.arraycopy(rows[r], 0, flat, r * width, width);
        }
        return flat;
    }

    private static void checkWidth(int row, int length, int width) {
        if (length != width) {
            throw new GradcException("row " + (row + 1) + " has " + length + " numbers, but row 1 has " + width);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public List<Field> fields() {
        return fields;
    }

    @Override
    public void copy(int field, int row, float[] to, int offset) {
        int width = fields.get(field).width();
        if (columns.get(field) instanceof float[] floats) {
            System.arraycopy(floats, row * width, to, offset, width);
        } else {
            double[] doubles = (double[]) columns.get(field);
            for (int c = 0; c < width; c++) {
                to[offset + c] = (float) doubles[row * width + c];
            }
        }
    }

    @Override
    public void copy(int field, int row, double[] to, int offset) {
        int width = fields.get(field).width();
        if (columns.get(field) instanceof double[] doubles) {
            System.arraycopy(doubles, row * width, to, offset, width);
        } else {
            float[] floats = (float[]) columns.get(field);
            for (int c = 0; c < width; c++) {
                to[offset + c] = floats[row * width + c];
            }
        }
    }

    @Override
    public int label(int field, int row) {
        return ((int[]) columns.get(field))[row];
    }

    /// Gathers the fields of a data set. Arrays are taken as they are, without a copy.
    public static final class Builder {
        private final int rows;
        private final List<Field> fields = new ArrayList<>();
        private final List<Object> columns = new ArrayList<>();

        private Builder(int rows) {
            this.rows = rows;
        }

        /// Adds a real field, `width` numbers for each row.
        /// @throws GradcException when the array has not rows × width numbers
        public Builder reals(String name, float[] values, int width) {
            return reals(name, values, values.length, width);
        }

        /// Adds a real field, `width` numbers for each row.
        /// @throws GradcException when the array has not rows × width numbers
        public Builder reals(String name, double[] values, int width) {
            return reals(name, values, values.length, width);
        }

        private Builder reals(String name, Object values, int length, int width) {
            if (length != (long) rows * width) {
                throw new GradcException("the field " + name + " has " + length + " numbers, but " + rows
                        + " rows of " + width + " are " + (long) rows * width);
            }
            return add(new Field(name, Kind.REAL, width, List.of()), values);
        }

        /// Adds a label field of `classes` classes named 0, 1, ….
        /// @throws GradcException when there is not one label for each row, or a label is out of range
        public Builder labels(String name, int[] labels, int classes) {
            return labels(name, labels, IntStream.range(0, classes).mapToObj(Integer::toString).toList());
        }

        /// Adds a label field with the names of its classes.
        /// @throws GradcException when there is not one label for each row, or a label is out of range
        public Builder labels(String name, int[] labels, List<String> classes) {
            if (labels.length != rows) {
                throw new GradcException(
                        "the field " + name + " has " + labels.length + " labels, but there are " + rows + " rows");
            }
            for (int r = 0; r < rows; r++) {
                if (labels[r] < 0 || labels[r] >= classes.size()) {
                    throw new GradcException("row " + (r + 1) + " has the label " + labels[r] + " in the field " + name
                            + ", but its labels go from 0 to " + (classes.size() - 1));
                }
            }
            return add(new Field(name, Kind.LABEL, 1, List.copyOf(classes)), labels);
        }

        private Builder add(Field field, Object values) {
            if (fields.stream().anyMatch(f -> f.name().equals(field.name()))) {
                throw new GradcException("two fields of the data set have the name " + field.name());
            }
            fields.add(field);
            columns.add(values);
            return this;
        }

        /// The data set.
        public ArrayDataSet build() {
            return new ArrayDataSet(rows, fields, columns);
        }
    }
}
