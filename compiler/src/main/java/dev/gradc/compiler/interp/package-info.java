/// The interpreters: what every op means, and what every bit of a program is.
@NullMarked
package dev.gradc.compiler.interp;

import org.jspecify.annotations.NullMarked;
