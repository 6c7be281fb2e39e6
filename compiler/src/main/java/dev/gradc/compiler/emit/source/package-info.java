/// The backend for readers: a lowered program as plain Java source, which javac or Janino compiles.
@NullMarked
package dev.gradc.compiler.emit.source;

import org.jspecify.annotations.NullMarked;
