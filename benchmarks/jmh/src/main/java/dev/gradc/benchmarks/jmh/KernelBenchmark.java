package dev.gradc.benchmarks.jmh;

import dev.gradc.dsl.Activations;
import dev.gradc.dsl.Layers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Single kernels over a batch.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(jvmArgsAppend = Options.VECTORS)
public class KernelBenchmark {
    /// A matrix product alone.
    @State(Scope.Thread)
    public static class Product {
        /// Rows, inner extent, columns.
        @Param({"1-784-256", "64-784-256", "256-1024-1024"})
        public String shape = "1-1-1";

        private Prediction prediction = new Prediction(1, 1, x -> x);

        /// Makes it a network.
        @Setup
        public void prepare() {
            String[] extents = shape.split("-", 3);
            int columns = Integer.parseInt(extents[2]);
            prediction = new Prediction(Integer.parseInt(extents[0]), Integer.parseInt(extents[1]),
                    x -> x.then(Layers.affine(columns)));
        }
    }

    /// The softmax of each of 64 rows.
    @State(Scope.Thread)
    public static class Softmax {
        /// The width of the rows.
        @Param({"10", "100", "1000"})
        public int width = 1;

        private Prediction prediction = new Prediction(1, 1, x -> x);

        /// Makes it a network.
        @Setup
        public void prepare() {
            prediction = new Prediction(64, width, Activations::softmax);
        }
    }

    /// A product and its bias.
    @Benchmark
    public void product(Product state) {
        state.prediction.run();
    }

    /// The softmax of 64 rows.
    @Benchmark
    public void softmax(Softmax state) {
        state.prediction.run();
    }
}
