/// TensorFlow as an engine of the benchmarks.
@NullMarked
package dev.gradc.benchmarks.peers.tensorflow;

import org.jspecify.annotations.NullMarked;
