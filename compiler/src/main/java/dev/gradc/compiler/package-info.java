/// The compiler, from a graph of tensors to running code.
@NullMarked
package dev.gradc.compiler;

import org.jspecify.annotations.NullMarked;
