package dev.gradc.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The SHA-256 of a model's parameters: their bytes, little-endian, in declared order, every NaN written as the canonical
/// one.
final class Fingerprint {
    private static final int BLOCK = 8192;

    private Fingerprint() {
    }

    static String of(List<ParameterSpec> parameters, Object array) {
        MessageDigest digest = sha256();
        ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        for (ParameterSpec parameter : parameters) {
            for (int i = 0; i < parameter.size(); i++) {
                int at = parameter.place(i);
                if (block.remaining() < Double.BYTES) {
                    digest.update(block.flip());
                    block.clear();
                }
                if (array instanceof float[] floats) {
                    block.putInt(Float.floatToIntBits(floats[at]));
                } else {
                    block.putLong(Double.doubleToLongBits(((double[]) array)[at]));
                }
            }
        }
        digest.update(block.flip());
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
