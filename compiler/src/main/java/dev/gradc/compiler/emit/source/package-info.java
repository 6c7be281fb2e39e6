/// The backends for readers: what Java and C have in common of a lowered program as text; and the program as plain Java source, which
/// javac or Janino compiles.
@NullMarked
package dev.gradc.compiler.emit.source;

import org.jspecify.annotations.NullMarked;
