package dev.gradc.compiler.loop;

/// A loop's variable. Compared by identity of its number, which is unique in a kernel.
///
/// @param id unique in its kernel
/// @param name for people: `i`, `j`, `k`
public record Axis(int id, String name) {
}
