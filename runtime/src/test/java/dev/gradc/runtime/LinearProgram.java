package dev.gradc.runtime;

import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.KernelSpec.Region;
import dev.gradc.runtime.KernelSpec.Work;
import dev.gradc.runtime.Program.Entry;
import dev.gradc.runtime.Program.Output;
import java.util.List;

/// Linear regression with momentum and a random mask over the rows, written by hand: ŷ = w·x + b, loss ½(y − ŷ)² as a
/// mean over the rows. What a compiler gives, small enough to be read.
final class LinearProgram implements Kernels {
    private static final int PARAMETERS = 0;
    private static final int SLOTS = 1;
    private static final int GRADIENTS = 2;
    private static final int SCALARS = 3;
    private static final int KEYS = 4;
    private static final int X = 5;
    private static final int Y = 6;
    private static final int ANSWER = 7;
    private static final int LOSS = 8;

    /// What each kernel says that it does: made up.
    static final Work WORK = new Work(new Count(7, 3), new Count(11, 5));

    private final int width;

    private LinearProgram(int width) {
        this.width = width;
    }

    static Program of(Precision precision, int width) {
        return of(precision, width, 1_000);
    }

    /// @param operations what each kernel says that an iteration costs
    static Program of(Precision precision, int width, int operations) {
        List<ArraySpec> arrays = List.of(new ArraySpec("parameters", Role.PARAMETERS, Extent.fixed(width + 1)),
                new ArraySpec("slots", Role.SLOTS, Extent.fixed(width + 1)),
                new ArraySpec("gradients", Role.GRADIENTS, Extent.fixed(width + 1)),
                new ArraySpec("scalars", Role.SCALARS, Extent.fixed(2)),
                new ArraySpec("keys", Role.INT_KEYS, Extent.fixed(2)),
                new ArraySpec("x", Role.INPUT, Extent.perRow(width)), new ArraySpec("y", Role.INPUT, Extent.perRow(1)),
                new ArraySpec("answer", Role.OUTPUT, Extent.perRow(1)), new ArraySpec("loss", Role.OUTPUT, Extent.ONE));
        Extent cost = Extent.fixed(operations);
        List<KernelSpec> kernels = List.of(
                new KernelSpec("forward", "Line.java:3", Extent.perRow(1), 1, cost, WORK,
                        List.of(new Region(ANSWER, Extent.fixed(0), Layout.dense(Extent.perRow(1), Extent.ONE),
                                "answer", "Line.java:3"))),
                new KernelSpec("loss", "Line.java:4", Extent.ONE, 1, cost, WORK,
                        List.of(new Region(LOSS, Extent.fixed(0), Layout.dense(Extent.ONE, Extent.ONE), "loss",
                                "Line.java:4"))),
                new KernelSpec("gradient", "", Extent.fixed(width + 1), 1, cost, WORK,
                        List.of(new Region(GRADIENTS, Extent.fixed(0),
                                Layout.dense(Extent.ONE, Extent.fixed(width + 1)), "gradient", ""))),
                new KernelSpec("update", "", Extent.fixed(width + 1), 1, cost, WORK,
                        List.of(new Region(PARAMETERS, Extent.fixed(0), Layout.dense(Extent.ONE, Extent.fixed(width)),
                                "weight", ""))));
        List<Integer> both = List.of(0, 1);
        Output loss = new Output("loss", LOSS, List.of(), false, 1);
        List<Entry> entries = List.of(
                new Entry(Program.PREDICT, List.of(0), List.of(0),
                        List.of(new Output("answer", ANSWER, List.of(1), true, 1))),
                new Entry(Program.LOSS, List.of(0, 1), both, List.of(loss)),
                new Entry(Program.GRADIENTS, List.of(0, 1, 2), both, List.of(loss)),
                new Entry(Program.TRAIN, List.of(0, 1, 2, 3), both, List.of(loss)));
        InputSpec.Kind real = new InputSpec.Kind.Real();
        return new Program("line", precision, arrays, kernels, entries,
                List.of(new InputSpec("x", real, List.of(width), false, X, width, true, "Line.java:1"),
                        new InputSpec("y", real, List.of(), false, Y, 1, true, "Line.java:2")),
                List.of(new ParameterSpec("weight", List.of(width), 0, Layout.dense(Extent.ONE, Extent.fixed(width)),
                        new Initializer.Normal(0, 0.1), true,
                        "Line.java:3"),
                        new ParameterSpec("bias", List.of(), width, Layout.dense(Extent.ONE, Extent.ONE),
                                new Initializer.Constant(0), true, "Line.java:3")),
                List.of(new ParameterSpec("weight.momentum", List.of(width), 0,
                        Layout.dense(Extent.ONE, Extent.fixed(width)), new Initializer.Constant(0), false, ""),
                        new ParameterSpec("bias.momentum", List.of(), width, Layout.dense(Extent.ONE, Extent.ONE),
                                new Initializer.Constant(0), false, "")),
                List.of(new StepScalar.LearningRate(), new StepScalar.BiasCorrection(0.9)), 1, Scratch.of(0),
                new LinearProgram(width));
    }

    @Override
    public void run(int kernel, Object[] arrays, Object[] scratch, int rows, int from, int to) {
        for (int i = from; i < to; i++) {
            switch (kernel) {
                case 0 -> Reals.set(arrays[ANSWER], i, answer(arrays, i));
                case 1 -> Reals.set(arrays[LOSS], 0, loss(arrays, rows));
                case 2 -> Reals.set(arrays[GRADIENTS], i, gradient(arrays, rows, i));
                case 3 -> update(arrays, i);
                default -> throw new IllegalArgumentException("no kernel " + kernel);
            }
        }
    }

    private double answer(Object[] arrays, int row) {
        double sum = Reals.get(arrays[PARAMETERS], width);
        for (int c = 0; c < width; c++) {
            sum = Math.fma(Reals.get(arrays[PARAMETERS], c), Reals.get(arrays[X], row * width + c), sum);
        }
        return sum;
    }

    private static double loss(Object[] arrays, int rows) {
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            double error = Reals.get(arrays[ANSWER], r) - Reals.get(arrays[Y], r);
            sum += 0.5 * error * error;
        }
        return sum / rows;
    }

    private double gradient(Object[] arrays, int rows, int i) {
        int[] keys = (int[]) arrays[KEYS];
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            boolean kept = (CounterRandom.bits(keys[0], keys[1], r, 0) & 3) != 0;
            double error = Reals.get(arrays[ANSWER], r) - Reals.get(arrays[Y], r);
            sum += !kept ? 0 : error * (i == width ? 1 : Reals.get(arrays[X], r * width + i));
        }
        return sum / rows;
    }

    private static void update(Object[] arrays, int i) {
        double rate = Reals.get(arrays[SCALARS], 0);
        double correction = Reals.get(arrays[SCALARS], 1);
        Reals.set(arrays[SLOTS], i, 0.9 * Reals.get(arrays[SLOTS], i) + 0.1 * Reals.get(arrays[GRADIENTS], i));
        Reals.set(arrays[PARAMETERS], i,
                Reals.get(arrays[PARAMETERS], i) - rate * Reals.get(arrays[SLOTS], i) / correction);
    }

    /// Rows of y = 1·x₀ + 2·x₁ + … + ½ + noise.
    static ArrayDataSet data(int rows, int width) {
        double[] x = new double[rows * width];
        double[] y = new double[rows];
        for (int r = 0; r < rows; r++) {
            y[r] = 0.5 + 0.01 * CounterRandom.normal(2, r);
            for (int c = 0; c < width; c++) {
                x[r * width + c] = CounterRandom.normal(1, (long) r * width + c);
                y[r] += (c + 1) * x[r * width + c];
            }
        }
        return ArrayDataSet.rows(rows).reals("x", x, width).reals("y", y, 1).build();
    }
}
