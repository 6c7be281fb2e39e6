/// Passes over the graph IR: laws that make it canonical, stable, or faster when predicting.
@NullMarked
package dev.gradc.compiler.rewrite;

import org.jspecify.annotations.NullMarked;
