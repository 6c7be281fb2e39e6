package dev.gradc.compiler.check;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Roughly how many elements the interpreters visit in a check, a number that depends on the subject and the options alone.
///
/// @param subject what is checked
/// @param options how
record CheckWork(Subject subject, CheckOptions options) {
    /// A direction of a sweep visits each element twice: its rate, and its terms.
    private static final int DIRECTION = 2;
    /// A difference evaluates the root at four points for each of some two steps, and finds the branches at each.
    private static final int DIFFERENCE = 16;
    /// Gradients are evaluated with the scale of their rounding.
    private static final int SCALED = 3;

    double visits() {
        double root = visits(List.of(subject.root()));
        double derived = visits(List.copyOf(subject.gradients().values()))
                + visits(List.copyOf(subject.products().values()));
        double directions = 0;
        double differences = 0;
        for (Value leaf : subject.leaves()) {
            int size = Subject.size(leaf, options.rows());
            directions += Math.min(size, options.samples() + 1.0);
            differences += Math.min(size, options.witnesses());
        }
        return options.points() * options.order()
                * (SCALED * derived + root * (1 + DIRECTION * directions + DIFFERENCE * differences));
    }

    private double visits(List<Value> roots) {
        return Graph.reachable(roots).stream().mapToDouble(this::visits).sum();
    }

    private double visits(Value value) {
        if (!(value.op() instanceof Op.Contraction op)) {
            return value.shape().size().at(options.rows());
        }
        Map<Integer, Integer> extents = new HashMap<>();
        put(op.aLabels(), op.a().shape(), extents);
        put(op.bLabels(), op.b().shape(), extents);
        return extents.values().stream().mapToDouble(extent -> extent == Shape.BATCH ? options.rows() : extent)
                .reduce(1, (a, b) -> a * b);
    }

    private static void put(List<Integer> labels, Shape shape, Map<Integer, Integer> extents) {
        for (int axis = 0; axis < labels.size(); axis++) {
            extents.put(labels.get(axis), shape.extent(axis));
        }
    }
}
