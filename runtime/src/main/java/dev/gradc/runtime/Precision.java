package dev.gradc.runtime;

/// The type of every real number in a compiled program, chosen when compiling.
public enum Precision {
    /// IEEE binary32, in `float[]` arrays.
    FLOAT(4),
    /// IEEE binary64, in `double[]` arrays.
    DOUBLE(8);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /// The bytes that one number takes.
    public int bytes() {
        return bytes;
    }
}
