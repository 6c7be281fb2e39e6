package dev.gradc.benchmarks;

import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.Program;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/// Made-up rows that fit a program's inputs, where only the time counts.
final class RandomRows {
    private static final long SEED = 1;

    private RandomRows() {
    }

    /// A field for each input, under its name: numbers from −1 to 1, distributions, classes. Always the same.
    static DataSet of(Program program, int rows) {
        SplittableRandom random = new SplittableRandom(SEED);
        ArrayDataSet.Builder data = ArrayDataSet.rows(rows);
        Set<String> known = new HashSet<>();
        for (InputSpec input : program.inputs()) {
            // The rolled form of an input has the same name.
            if (known.add(input.name())) {
                add(data, input, rows, random);
            }
        }
        return data.build();
    }

    private static void add(ArrayDataSet.Builder data, InputSpec input, int rows, SplittableRandom random) {
        int width = input.width();
        switch (input.kind()) {
            case InputSpec.Kind.Real _ ->
                data.reals(input.name(), random.doubles((long) rows * width, -1, 1).toArray(), width);
            case InputSpec.Kind.Distribution _ ->
                data.reals(input.name(), distributions(random.doubles((long) rows * width).toArray(), width), width);
            case InputSpec.Kind.Label(var classes) ->
                data.labels(input.name(), random.ints(rows, 0, classes).toArray(), classes);
        }
    }

    private static double[] distributions(double[] numbers, int width) {
        for (int from = 0; from < numbers.length; from += width) {
            double sum = 0;
            for (int i = from; i < from + width; i++) {
                sum += numbers[i];
            }
            for (int i = from; i < from + width; i++) {
                numbers[i] /= sum;
            }
        }
        return numbers;
    }
}
