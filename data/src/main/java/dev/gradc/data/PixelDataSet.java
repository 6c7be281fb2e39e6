package dev.gradc.data;

import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Field;
import java.util.List;
import java.util.stream.IntStream;

/// Images of one byte a number, kept as bytes (a quarter of the memory of `float`) and scaled to [0, 1] when copied:
/// byte p is p / 255, correctly rounded in double, and that rounded to float.
final class PixelDataSet implements DataSet {
    private static final double[] SCALED = IntStream.range(0, 256).mapToDouble(p -> p / 255.0).toArray();

    private final List<Field> fields;
    private final int rows;
    private final int width;
    private final byte[] records;
    private final int recordLength;
    private final int firstPixel;
    private final byte[] labels;
    private final int labelStride;

    private PixelDataSet(List<Field> fields, int rows, byte[] records, int recordLength, int firstPixel, byte[] labels,
            int labelStride) {
        this.fields = List.copyOf(fields);
        this.rows = rows;
        this.width = fields.getFirst().width();
        this.records = records;
        this.recordLength = recordLength;
        this.firstPixel = firstPixel;
        this.labels = labels;
        this.labelStride = labelStride;
    }

    /// Images alone, `width` bytes each.
    static DataSet of(byte[] pixels, int rows, int width) {
        return new PixelDataSet(List.of(features(width)), rows, pixels, width, 0, new byte[0], 0);
    }

    /// Images, and the class of each in an array of its own.
    static DataSet of(byte[] pixels, int rows, int width, byte[] labels, List<String> classes) {
        return new PixelDataSet(List.of(features(width), label(classes)), rows, pixels, width, 0, labels, 1);
    }

    /// Records that are a class followed by `width` pixels.
    static DataSet ofRecords(byte[] records, int rows, int width, List<String> classes) {
        return new PixelDataSet(List.of(features(width), label(classes)), rows, records, width + 1, 1, records,
                width + 1);
    }

    private static Field features(int width) {
        return new Field(DataSets.FEATURES, Field.Kind.REAL, width, List.of());
    }

    private static Field label(List<String> classes) {
        return new Field(DataSets.LABEL, Field.Kind.LABEL, 1, classes);
    }

    @Override
    public int size() {
        return rows;
    }

    @Override
    public List<Field> fields() {
        return fields;
    }

    @Override
    public void copy(int field, int row, float[] to, int offset) {
        int from = firstPixel(field, row);
        for (int i = 0; i < width; i++) {
            to[offset + i] = (float) SCALED[records[from + i] & 0xFF];
        }
    }

    @Override
    public void copy(int field, int row, double[] to, int offset) {
        int from = firstPixel(field, row);
        for (int i = 0; i < width; i++) {
            to[offset + i] = SCALED[records[from + i] & 0xFF];
        }
    }

    private int firstPixel(int field, int row) {
        if (field != 0) {
            throw new IllegalArgumentException("field " + field + " does not hold real numbers");
        }
        return Math.toIntExact((long) row * recordLength + firstPixel);
    }

    @Override
    public int label(int field, int row) {
        if (field != 1 || fields.size() < 2) {
            throw new IllegalArgumentException("field " + field + " does not hold classes");
        }
        return labels[row * labelStride] & 0xFF;
    }
}
