package dev.gradc.compiler.loop;

/// A loop's variable. Compared by identity of its number, which is unique in a kernel.
///
/// @param id unique in its kernel
/// @param name for people: `i`, `j`, `k`
public record Axis(int id, String name) {
    /// The name and the number: `i0`. Different axes have different texts.
    @Override
    public String toString() {
        boolean joins = !name.isEmpty() && (name.endsWith("_") || Character.isDigit(name.charAt(name.length() - 1)));
        return name + (joins ? "_" : "") + id;
    }
}
