package dev.gradc.compiler.ir;

/// The user's source line that made a value.
///
/// @param file the file's name without its folder, or empty where nobody's line made the value
/// @param line the line's number, from 1; 0 where it is not known
public record Origin(String file, int line) {
    /// No line.
    public static final Origin NONE = new Origin("", 0);

    /// `Mnist1d.java:12`, or empty.
    @Override
    public String toString() {
        return file.isEmpty() ? "" : line > 0 ? file + ":" + line : file;
    }
}
