/// The loop IR: every floating-point operation and its order.
@NullMarked
package dev.gradc.compiler.loop;

import org.jspecify.annotations.NullMarked;
