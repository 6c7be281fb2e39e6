/// PyTorch, through the Deep Java Library, as an engine of the benchmarks.
@NullMarked
package dev.gradc.benchmarks.peers.djl;

import org.jspecify.annotations.NullMarked;
