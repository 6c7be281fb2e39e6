package dev.gradc.runtime;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Golden vectors, computed again by a model.
final class GoldenReplay {
    private final GoldenVectors golden;
    private final Model model;

    /// @param model its parameters, slots and step are changed where training is replayed
    /// @throws GradcException when the vectors are of another model
    GoldenReplay(GoldenVectors golden, Model model) {
        this.golden = golden;
        this.model = model;
        golden.check(model);
    }

    /// What was replayed, and whether every bit was the same.
    Map<String, Boolean> run() {
        Map<String, Boolean> found = new LinkedHashMap<>();
        List<Object> outputs = GoldenVectors.predict(model, golden.rows(), golden.inputs());
        found.put(golden.rows() + " predictions", same(outputs, golden.outputs()));
        found.put("each row by itself", rowByRow());
        if (!golden.losses().isEmpty()) {
            List<Double> losses = GoldenVectors.train(model, golden.rows(), golden.targets());
            found.put(losses.size() + " training steps",
                    losses.equals(golden.losses()) && model.sha256().equals(golden.sha256()));
        }
        return found;
    }

    private boolean rowByRow() {
        boolean same = true;
        for (int row = 0; row < golden.rows(); row++) {
            List<Object> inputs = row(golden.inputs(), row);
            List<Program.Output> specs = model.program().entry(Program.PREDICT).outputs();
            List<Object> outputs = GoldenVectors.predict(model, 1, inputs);
            for (int o = 0; o < outputs.size(); o++) {
                same &= !specs.get(o).perRow() || same(outputs.get(o), slice(golden.outputs().get(o), row));
            }
        }
        return same;
    }

    private List<Object> row(List<Object> arrays, int row) {
        return arrays.stream().map(array -> slice(array, row)).toList();
    }

    private Object slice(Object array, int row) {
        if (array instanceof int[] classes) {
            return Arrays.copyOfRange(classes, row, row + 1);
        }
        int width = Reals.length(array) / golden.rows();
        return array instanceof float[] floats ? Arrays.copyOfRange(floats, row * width, (row + 1) * width)
                : Arrays.copyOfRange((double[]) array, row * width, (row + 1) * width);
    }

    private static boolean same(List<Object> some, List<Object> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = same(some.get(i), others.get(i));
        }
        return same;
    }

    private static boolean same(Object some, Object other) {
        return some instanceof float[] floats ? Arrays.equals(floats, (float[]) other)
                : Arrays.equals((double[]) some, (double[]) other);
    }
}
