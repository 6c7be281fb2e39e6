/// Where the buffers between kernels stand in the arena.
@NullMarked
package dev.gradc.compiler.memory;

import org.jspecify.annotations.NullMarked;
