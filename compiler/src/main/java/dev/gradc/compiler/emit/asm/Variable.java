package dev.gradc.compiler.emit.asm;

import org.objectweb.asm.Type;

/// A local variable of an emitted method.
///
/// @param slot its number
/// @param type its type
/// @param depth the [Lanes#depth()] where it was declared
record Variable(int slot, Type type, int depth) {
}
