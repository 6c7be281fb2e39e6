/// The Maven plugin: models become classes of a project. It runs in Maven's own JVM, and starts gradc in a later one.
@NullMarked
package dev.gradc.maven;

import org.jspecify.annotations.NullMarked;
