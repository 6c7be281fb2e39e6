/// From a graph to loops: what becomes one kernel, in which order, and in which order every sum is taken.
@NullMarked
package dev.gradc.compiler.lower;

import org.jspecify.annotations.NullMarked;
