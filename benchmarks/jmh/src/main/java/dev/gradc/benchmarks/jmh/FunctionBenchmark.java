package dev.gradc.benchmarks.jmh;

import dev.gradc.dsl.Activations;
import dev.gradc.dsl.Tensor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A function of gradc's own, per element, with vectors of each width that the machine has, and without.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(FunctionBenchmark.ELEMENTS)
public class FunctionBenchmark {
    static final int ELEMENTS = 4096;

    /// Which function.
    @Param
    public Function function = Function.EXP;

    private Prediction prediction = new Prediction(1, 1, x -> x);

    /// The functions.
    public enum Function {
        EXP(Tensor::exp), TANH(Activations::tanh), LOGISTIC(Activations::sigmoid);

        private final UnaryOperator<Tensor> map;

        Function(UnaryOperator<Tensor> map) {
            this.map = map;
        }
    }

    /// Makes it a network.
    @Setup
    public void prepare() {
        prediction = new Prediction(1, ELEMENTS, function.map);
    }

    /// The widest vectors.
    @Benchmark
    @Fork(jvmArgsAppend = Options.VECTORS)
    public void widest() {
        prediction.run();
    }

    /// 256 bits.
    @Benchmark
    @Fork(jvmArgsAppend = {Options.VECTORS, "-XX:MaxVectorSize=32"})
    public void bits256() {
        prediction.run();
    }

    /// 128 bits.
    @Benchmark
    @Fork(jvmArgsAppend = {Options.VECTORS, "-XX:MaxVectorSize=16"})
    public void bits128() {
        prediction.run();
    }

    /// Without the Vector API.
    @Benchmark
    public void plain() {
        prediction.run();
    }
}
