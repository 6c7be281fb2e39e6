package dev.gradc.gradcheck.draw;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// The content of a network's inputs, parameters and slots, for so many rows: for each name the same numbers at each call.
/// All but distributions are floats, so that either precision holds them as they are.
///
/// @param rows at least 1
/// @param filling what numbers there are
/// @param seed which of them
public record DrawnBatch(int rows, Filling filling, long seed) {
    /// Numbers at an edge.
    public static final List<Double> EDGES = List.of(0.0, -0.0, 1.0, -1.0, (double) Float.MIN_VALUE,
            (double) -Float.MIN_VALUE, (double) Float.MIN_NORMAL, 30.0, -30.0, 1e4, -1e4);
    private static final int EDGE_ONE_IN = 6;

    /// The same content for another number of rows: the first ones are the same.
    public DrawnBatch withRows(int other) {
        return new DrawnBatch(other, filling, seed);
    }

    /// The same names and rows, with other numbers.
    public DrawnBatch with(Filling other) {
        return new DrawnBatch(rows, other, seed);
    }

    /// The source of all that is random about a name, which one can also draw from directly.
    public SplittableRandom random(String name) {
        return new SplittableRandom(seed * 31 + name.hashCode());
    }

    /// Real numbers.
    public double[] numbers(String name, int size) {
        SplittableRandom random = random(name);
        return filled(size, () -> number(random));
    }

    /// Real numbers that are not negative, such as sums of squares.
    public double[] magnitudes(String name, int size) {
        SplittableRandom random = random(name);
        return filled(size, () -> Math.abs(number(random)));
    }

    /// Numbers from 0 (inclusive) to 1.
    public double[] uniform(String name, int size) {
        SplittableRandom random = random(name);
        return filled(size, random::nextDouble);
    }

    /// Labels of so many classes.
    public int[] labels(String name, int size, int classes) {
        return random(name).ints(size, 0, classes).toArray();
    }

    /// Rows that are not negative and have the sum 1.
    public double[] distributions(String name, int size, int width) {
        SplittableRandom random = random(name);
        double[] shares = filled(size, () -> random.nextDouble(0.05, 1));
        for (int row = 0; row < size; row += width) {
            double sum = 0;
            for (int i = row; i < row + width; i++) {
                sum += shares[i];
            }
            for (int i = row; i < row + width; i++) {
                shares[i] /= sum;
            }
        }
        return shares;
    }

    private double number(SplittableRandom random) {
        boolean edge = filling == Filling.EDGES && random.nextInt(EDGE_ONE_IN) == 0;
        return edge ? EDGES.get(random.nextInt(EDGES.size())) : (float) random.nextDouble(-1, 1);
    }

    private static double[] filled(int size, Supplier<Double> next) {
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = next.get();
        }
        return numbers;
    }
}
