/// What a model needs while it runs: parameters, threads, random numbers, checkpoints.
@NullMarked
package dev.gradc.runtime;

import org.jspecify.annotations.NullMarked;
