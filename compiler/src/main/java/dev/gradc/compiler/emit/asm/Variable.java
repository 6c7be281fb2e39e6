package dev.gradc.compiler.emit.asm;

import org.objectweb.asm.Type;

/// A local variable of an emitted method.
///
/// @param slot its number
/// @param type its type
record Variable(int slot, Type type) {
}
