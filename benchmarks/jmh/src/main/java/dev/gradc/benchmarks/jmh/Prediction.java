package dev.gradc.benchmarks.jmh;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.Binding;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Session;
import dev.gradc.runtime.Workers;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// One function of tensors as a network that only predicts, in one thread, on rows that are in place.
final class Prediction {
    private static final double SPREAD = 3;

    private final Session session;

    /// @param rows how many rows the input has
    /// @param width how many columns; all normally distributed
    Prediction(int rows, int width, UnaryOperator<Tensor> function) {
        Model model = new Network() {
            @Override
            protected void define() {
                output("y", function.apply(input("x", width)));
            }
        }.compile();
        model.initialize(0);
        session = new Session(model, rows, new Workers(1));
        Random random = new Random(0);
        double[] numbers = random.doubles((long) rows * width).map(_ -> SPREAD * random.nextGaussian()).toArray();
        session.load(Binding.of(model, ArrayDataSet.rows(rows).reals("x", numbers, width).build(), Program.PREDICT),
                IntStream.range(0, rows).toArray(), 0, rows);
    }

    /// Predicts all rows.
    void run() {
        session.run(Program.PREDICT);
    }
}
