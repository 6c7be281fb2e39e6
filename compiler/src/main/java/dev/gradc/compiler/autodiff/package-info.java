/// Reverse-mode differentiation of graphs.
@NullMarked
package dev.gradc.compiler.autodiff;

import org.jspecify.annotations.NullMarked;
