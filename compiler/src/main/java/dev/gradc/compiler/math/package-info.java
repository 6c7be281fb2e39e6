/// Derivations as mathematics.
@NullMarked
package dev.gradc.compiler.math;

import org.jspecify.annotations.NullMarked;
