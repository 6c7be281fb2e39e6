package dev.gradc.compiler.emit.asm;

import org.objectweb.asm.Type;

/// A local variable of an emitted method.
///
/// @param slot its number
/// @param type its type
/// @param depth how many masks were in force where it was declared, see [Lanes#depth()]
record Variable(int slot, Type type, int depth) {
}
