/// The language in which a model is written.
@NullMarked
package dev.gradc.dsl;

import org.jspecify.annotations.NullMarked;
