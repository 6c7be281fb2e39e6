/// Data sets read from files or generated from a seed.
@NullMarked
package dev.gradc.data;

import org.jspecify.annotations.NullMarked;
