/// The C backend: a lowered program as C99, which the machine's own compiler compiles.
@NullMarked
package dev.gradc.compiler.emit.c;

import org.jspecify.annotations.NullMarked;
