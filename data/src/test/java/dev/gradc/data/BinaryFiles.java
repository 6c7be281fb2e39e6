package dev.gradc.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// The bytes of small files for tests.
final class BinaryFiles {
    private BinaryFiles() {
    }

    static byte[] idx(byte[] values, int... extents) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * extents.length + values.length);
        file.putInt(0x0800 | extents.length);
        for (int extent : extents) {
            file.putInt(extent);
        }
        return file.put(values).array();
    }

    static byte[] npy(int version, String header, byte[] values) {
        byte[] text = (header + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(12 + text.length + values.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            file.putShort((short) text.length);
        } else {
            file.putInt(text.length);
        }
        file.put(text).put(values);
        return java.util.Arrays.copyOf(file.array(), file.position());
    }

    static byte[] npy(String type, String shape, byte[] values) {
        return npy(1, "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }", values);
    }

    static byte[] doubles(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return bytes.array();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
