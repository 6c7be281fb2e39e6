package dev.gradc.benchmarks.jmh;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.Binding;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Session;
import dev.gradc.runtime.Workers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A step and a prediction of a network of one number, where what is around the kernels takes the time.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = Options.VECTORS)
public class DispatchBenchmark {
    private static final double RATE = 0.01;

    private final float[] row = {1};
    private final float[] answer = new float[1];
    private final Session predictor;
    private final Session session;

    /// Makes the network, and loads a row.
    public DispatchBenchmark() {
        Model model = new Network() {
            @Override
            protected void define() {
                Tensor z = input("x", 1).then(affine(1));
                output("y", z);
                loss(mse(z, input("target", 1)));
                optimizer(sgd(RATE));
            }
        }.compile();
        model.initialize(0);
        predictor = new Session(model, 1, new Workers(1));
        session = new Session(model, 1, new Workers(1));
        session.load(Binding.of(model, ArrayDataSet.rows(1).reals("x", row, 1).reals("target", row, 1).build(),
                Program.TRAIN), new int[1], 0, 1);
    }

    /// A training step on the row that is loaded.
    @Benchmark
    public double train() {
        return session.train(RATE);
    }

    /// A prediction of one row, from an array to an array.
    @Benchmark
    public float[] predict() {
        predictor.predict(row, answer);
        return answer;
    }
}
