/// Checks of derived gradients by independent means: dual numbers and differences.
@NullMarked
package dev.gradc.compiler.check;

import org.jspecify.annotations.NullMarked;
