package dev.gradc.runtime;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads what [BodyOutput] wrote, from a source that is not trusted: no length is believed beyond the bytes that are left,
/// so nothing larger than the file is ever allocated.
final class BoundedInput {
    private static final int BLOCK = 1 << 13;

    private final DataInputStream in;
    private long left;

    BoundedInput(DataInputStream in, long left) {
        this.in = in;
        this.left = left;
    }

    private void take(long bytes) throws DamagedException {
        if (bytes > left) {
            throw new DamagedException("it ends in the middle of a value");
        }
        left -= bytes;
    }

    int readInt() throws IOException {
        take(Integer.BYTES);
        return in.readInt();
    }

    long readLong() throws IOException {
        take(Long.BYTES);
        return in.readLong();
    }

    double readDouble() throws IOException {
        take(Double.BYTES);
        return in.readDouble();
    }

    /// A number from 0 to `most`.
    int readInt(String what, int most) throws IOException {
        int value = readInt();
        if (value < 0 || value > most) {
            throw new DamagedException("it says " + value + " for " + what);
        }
        return value;
    }

    boolean readBoolean() throws IOException {
        return readInt("a flag", 1) == 1;
    }

    /// How many things follow, each of at least `bytes` bytes.
    int readCount(int bytes) throws IOException {
        int count = readInt();
        if (count < 0 || (long) count * bytes > left) {
            throw new DamagedException("it says that " + count + " values follow, more than it has room for");
        }
        return count;
    }

    /// Whole numbers from 0 on, each with its bytes.
    List<Integer> readInts(String what) throws IOException {
        int count = readCount(Integer.BYTES);
        List<Integer> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(readInt(what, Integer.MAX_VALUE));
        }
        return List.copyOf(values);
    }

    String readString() throws IOException {
        int length = readCount(1);
        take(length);
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    Object readReals(Precision precision, int size) throws IOException {
        take((long) size * precision.bytes());
        Object array = Reals.allocate(precision, size);
        byte[] bytes = new byte[BLOCK];
        ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int perBlock = BLOCK / precision.bytes();
        for (int from = 0; from < size; from += perBlock) {
            int count = Math.min(perBlock, size - from);
            in.readFully(bytes, 0, count * precision.bytes());
            if (array instanceof float[] floats) {
                block.asFloatBuffer().get(floats, from, count);
            } else {
                block.asDoubleBuffer().get((double[]) array, from, count);
            }
        }
        return array;
    }

    void end() throws DamagedException {
        if (left != 0) {
            throw new DamagedException("it has " + left + " bytes too many");
        }
    }
}
