package dev.gradc.compiler.check;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Roughly how many elements the interpreter visits in a [GradientCheck] of a derived module, a number that depends on the module
/// alone.
///
/// @param loss in one evaluation of the loss
/// @param gradients in one evaluation of all gradients
/// @param parameters how many parameters have a gradient
public record CheckWork(double loss, double gradients, int parameters) {
    /// A derivative by dual numbers visits each element twice.
    private static final int DUAL = 2;
    /// A difference evaluates the loss at four points and finds the branches at five.
    private static final int DIFFERENCE = 5;
    /// Gradients are evaluated with the scale of their rounding.
    private static final int SCALED = 3;

    /// The work that a module makes.
    public static CheckWork of(GraphModule derived, int rows) {
        List<Result> results = derived.entries().stream().flatMap(entry -> entry.results().stream())
                .filter(result -> result.target() instanceof Target.Gradient).toList();
        return new CheckWork(visits(GradientCheck.loss(derived).stream().toList(), rows),
                visits(results.stream().map(Result::value).toList(), rows), results.size());
    }

    /// The work of a check with so many samples of each parameter.
    public double of(int samples) {
        return SCALED * gradients + parameters * loss * (DUAL + samples * (double) (DUAL + DIFFERENCE));
    }

    private static double visits(List<Value> roots, int rows) {
        return Graph.reachable(roots).stream().mapToDouble(value -> visits(value, rows)).sum();
    }

    private static double visits(Value value, int rows) {
        if (!(value.op() instanceof Op.Contraction op)) {
            return value.shape().size().at(rows);
        }
        Map<Integer, Integer> extents = new HashMap<>();
        put(op.aLabels(), op.a().shape(), extents);
        put(op.bLabels(), op.b().shape(), extents);
        return extents.values().stream().mapToDouble(extent -> extent == Shape.BATCH ? rows : extent)
                .reduce(1, (a, b) -> a * b);
    }

    private static void put(List<Integer> labels, Shape shape, Map<Integer, Integer> extents) {
        for (int axis = 0; axis < labels.size(); axis++) {
            extents.put(labels.get(axis), shape.extent(axis));
        }
    }
}
