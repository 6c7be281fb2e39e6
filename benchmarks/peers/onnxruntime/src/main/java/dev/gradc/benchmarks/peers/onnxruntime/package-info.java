/// ONNX Runtime as an engine of the benchmarks.
@NullMarked
package dev.gradc.benchmarks.peers.onnxruntime;

import org.jspecify.annotations.NullMarked;
