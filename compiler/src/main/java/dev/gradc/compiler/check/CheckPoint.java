package dev.gradc.compiler.check;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.StepScalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A random point at which a network is checked: content for every leaf, the same for the same seed.
final class CheckPoint {
    private final SplittableRandom random;
    private final int rows;

    private CheckPoint(long seed, int rows) {
        this.random = new SplittableRandom(seed);
        this.rows = rows;
    }

    /// Content for every leaf that `roots` are computed from.
    static Map<Value, double[]> draw(List<Value> roots, int rows, long seed) {
        CheckPoint point = new CheckPoint(seed, rows);
        Map<Value, double[]> given = new HashMap<>();
        for (Value value : Graph.reachable(roots)) {
            switch (value.op()) {
                case Op.Input input when !input.rolled() -> given.put(value, point.input(value.shape(), input.kind()));
                case Op.Parameter parameter -> given.put(value, point.parameter(parameter));
                case Op.Slot(_, var parameter, var initial) -> given.put(value,
                        point.fill(parameter.shape(), () -> initial));
                case Op.Scalar(var scalar) -> given.put(value, new double[]{point.scalar(scalar)});
                case Op.Random(var shape, _) -> given.put(value, point.fill(shape, point.random::nextDouble));
                default -> {
                }
            }
        }
        return given;
    }

    private interface Draw {
        double next();
    }

    private double[] fill(Shape shape, Draw draw) {
        double[] numbers = new double[Math.toIntExact(shape.size().at(rows))];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = draw.next();
        }
        return numbers;
    }

    private double[] input(Shape shape, InputSpec.Kind kind) {
        return switch (kind) {
            case InputSpec.Kind.Label(var classes) -> fill(shape, () -> random.nextInt(classes));
            case InputSpec.Kind.Real _ -> fill(shape, () -> random.nextDouble(-2, 2));
            case InputSpec.Kind.Distribution _ -> normalized(fill(shape, () -> 0.05 + random.nextDouble()), shape);
        };
    }

    private static double[] normalized(double[] numbers, Shape shape) {
        int width = shape.extent(shape.rank() - 1);
        for (int row = 0; row < numbers.length; row += width) {
            double sum = 0;
            for (int i = row; i < row + width; i++) {
                sum += numbers[i];
            }
            for (int i = row; i < row + width; i++) {
                numbers[i] /= sum;
            }
        }
        return numbers;
    }

    /// Trainable parameters are drawn so that sums over the first axis stay near 1; others are what the user gave.
    private double[] parameter(Op.Parameter parameter) {
        if (parameter.initializer() instanceof Initializer.Given(var values) && !parameter.trainable()) {
            return values.clone();
        }
        int first = parameter.shape().rank() > 1 ? parameter.shape().extent(0) : 1;
        double scale = StrictMath.sqrt(2.0 / first);
        return fill(parameter.shape(), () -> random.nextDouble(-scale, scale));
    }

    private double scalar(StepScalar scalar) {
        return switch (scalar) {
            case StepScalar.LearningRate _ -> 0.1;
            case StepScalar.StepNumber _ -> 1;
            case StepScalar.BiasCorrection(var beta) -> 1 - beta;
            case StepScalar.MixShare _ -> random.nextDouble();
        };
    }
}
