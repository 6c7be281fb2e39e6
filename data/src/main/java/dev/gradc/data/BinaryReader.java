package dev.gradc.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// Reads a binary file from front to back and trusts no length that stands in it: one is checked against the bytes that
/// the file can hold before any memory is allocated, and an early end is told with what was expected.
final class BinaryReader implements AutoCloseable {
    /// The longest array that every JVM can allocate.
    private static final long MOST = Integer.MAX_VALUE - 8;

    private final InputFile file;
    private final InputStream in;
    private long position;

    BinaryReader(InputFile file) {
        this.file = file;
        this.in = file.open();
    }

    /// One byte, from 0 to 255.
    int unsignedByte(String what) {
        return bytes(1, what)[0] & 0xFF;
    }

    /// Four bytes, the highest first.
    int bigEndianInt(String what) {
        return ByteBuffer.wrap(bytes(4, what)).getInt();
    }

    /// The next `count` bytes.
    ///
    /// @param count at least 0
    /// @param what they are, for the sentence when they are not there
    byte[] bytes(long count, String what) {
        if (count > file.bound() - position) {
            throw tooShort(count, what);
        }
        if (count > MOST) {
            throw file.error("has " + count + " bytes of " + what + ", but at most " + MOST
                    + " can be read at once: read fewer rows (rows=N)");
        }
        file.requireMemory(2 * count);
        byte[] bytes = next((int) count);
        if (bytes.length < count) {
            throw tooShort(count, what);
        }
        return bytes;
    }

    /// All bytes up to the end, or the next `most` when there are more.
    byte[] upTo(long most) {
        long count = Math.min(Math.min(most, MOST), file.bound() - position);
        long memory = Math.min(count, Runtime.getRuntime().maxMemory() / 4);
        byte[] bytes = next((int) Math.min(count, memory + 1));
        if (bytes.length > memory) {
            file.requireMemory(Long.MAX_VALUE);
        }
        return bytes;
    }

    private byte[] next(int count) {
        try {
            byte[] bytes = in.readNBytes(count);
            position += bytes.length;
            return bytes;
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /// Checks that nothing is left, and with it a gzip file's checksum.
    void end() {
        if (next(1).length != 0) {
            throw file.error("goes on after byte " + (position - 1) + ", where its header says that it ends");
        }
    }

    private RuntimeException tooShort(long count, String what) {
        return file.error("is too short: " + count + " bytes of " + what + " were expected from byte " + position
                + " on, but " + (file.gzip() ? "it unpacks to fewer" : "the file has " + file.size() + " bytes"));
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw file.failure(e);
        }
    }
}
