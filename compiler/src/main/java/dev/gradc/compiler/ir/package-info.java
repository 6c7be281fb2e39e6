/// The graph IR: values, ops, shapes, and the modules that passes work on.
@NullMarked
package dev.gradc.compiler.ir;

import org.jspecify.annotations.NullMarked;
