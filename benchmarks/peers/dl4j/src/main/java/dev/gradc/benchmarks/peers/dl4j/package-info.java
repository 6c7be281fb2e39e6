/// Deeplearning4j as an engine of the benchmarks.
@NullMarked
package dev.gradc.benchmarks.peers.dl4j;

import org.jspecify.annotations.NullMarked;
