package dev.gradc.benchmarks.peers.onnxruntime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A message of Protocol Buffers, written field by field. Each field is a key, that is its number and its wire type,
/// and a value.
final class Message {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int WIRE_TYPE_BITS = 3;
    private static final int GROUP_BITS = 7;
    private static final int CONTINUED = 1 << GROUP_BITS;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    /// Adds a whole number that is not negative.
    Message number(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    /// Adds a text.
    Message text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /// Adds a message as it is now.
    Message message(int field, Message value) {
        return bytes(field, value.bytes());
    }

    /// Adds bytes.
    Message bytes(int field, byte[] value) {
        key(field, LENGTH_DELIMITED);
        varint(value.length);
        output.writeBytes(value);
        return this;
    }

    /// What has been written.
    byte[] bytes() {
        return output.toByteArray();
    }

    private void key(int field, int wireType) {
        varint((long) field << WIRE_TYPE_BITS | wireType);
    }

    /// Groups of seven bits, the lowest first; all but the last have the top bit set.
    private void varint(long value) {
        long rest = value;
        while (rest >= CONTINUED) {
            output.write((int) (rest % CONTINUED) | CONTINUED);
            rest >>>= GROUP_BITS;
        }
        output.write((int) rest);
    }
}
