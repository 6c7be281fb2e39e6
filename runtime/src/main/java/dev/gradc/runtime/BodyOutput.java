package dev.gradc.runtime;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes the values of a checkpoint's body: whole numbers big-endian, text as its length and its UTF-8 bytes, arrays of
/// real numbers little-endian and without their length.
final class BodyOutput {
    private static final int BLOCK = 1 << 13;

    private final DataOutputStream out;

    BodyOutput(DataOutputStream out) {
        this.out = out;
    }

    /// Writes one of several things.
    interface Writer<T> {
        /// Writes it.
        void write(T value) throws IOException;
    }

    /// Writes how many there are, and each.
    <T> void writeAll(List<T> values, Writer<T> writer) throws IOException {
        writeInt(values.size());
        for (T value : values) {
            writer.write(value);
        }
    }

    void writeInt(int value) throws IOException {
        out.writeInt(value);
    }

    void writeLong(long value) throws IOException {
        out.writeLong(value);
    }

    void writeDouble(double value) throws IOException {
        out.writeDouble(value);
    }

    void writeBoolean(boolean value) throws IOException {
        out.writeInt(value ? 1 : 0);
    }

    void writeString(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    void writeReals(Object array) throws IOException {
        byte[] bytes = new byte[BLOCK];
        ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int width = array instanceof float[] ? Float.BYTES : Double.BYTES;
        int size = Reals.length(array);
        for (int from = 0; from < size; from += BLOCK / width) {
            int count = Math.min(BLOCK / width, size - from);
            if (array instanceof float[] floats) {
                block.asFloatBuffer().put(floats, from, count);
            } else {
                block.asDoubleBuffer().put((double[]) array, from, count);
            }
            out.write(bytes, 0, count * width);
        }
    }
}
