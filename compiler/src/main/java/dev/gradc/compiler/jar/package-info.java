/// Writes a trained model as a jar that depends on nothing.
@NullMarked
package dev.gradc.compiler.jar;

import org.jspecify.annotations.NullMarked;
