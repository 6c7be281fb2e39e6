package dev.gradc.compiler.check;

import dev.gradc.compiler.check.Differences.Quotient;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The derivatives of a subject at a point by differences.
///
/// @param subject whose number is evaluated
/// @param rows the rows of the batch
/// @param point the content of all leaves
/// @param values the values at the point
/// @param sweep differentiates at the point
record Witness(Subject subject, int rows, Map<Value, double[]> point, GraphInterpreter values, Sweep sweep) {
    /// How the number changes in a direction.
    Quotient of(Direction direction) {
        double[] content = values.value(direction.leaf());
        double unit = direction.element() < 0 ? 1 : Math.max(1, Math.abs(content[direction.element()]));
        return Differences.of(t -> {
            GraphInterpreter there = moved(Map.of(direction.leaf(), direction.content()), t);
            return new Differences.Sample(there.value(subject.root())[0], branches(there));
        }, unit, Blur.ALLOWED * sweep.blurOfRoot());
    }

    /// How the dual number in one direction changes along another.
    Quotient of(Map<Value, double[]> way, Direction direction) {
        Rates.Of here = rate(sweep, direction);
        return Differences.of(t -> {
            GraphInterpreter there = moved(way, t);
            Sweep moved = new Sweep(subject.graph(), rows, there, subject.root());
            return new Differences.Sample(rate(moved, direction).rates()[0], branches(there));
        }, 1, Blur.ALLOWED * (here.blur()[0] + sweep.blurOfRoot()));
    }

    private static Rates.Of rate(Sweep sweep, Direction direction) {
        return sweep.ofRoot(sweep.first(Direction.seeds(List.of(direction))));
    }

    private Branches branches(GraphInterpreter there) {
        return Branches.of(subject.graph(), subject.root(), there);
    }

    /// The values further along a direction; what gradients do not pass stays where it was.
    private GraphInterpreter moved(Map<Value, double[]> way, double by) {
        Map<Value, double[]> moved = new HashMap<>(point);
        Graph.reachable(List.of(subject.root())).stream().filter(value -> value.op() instanceof Op.StopGradient)
                .forEach(value -> moved.put(value, values.value(value)));
        way.forEach((leaf, step) -> {
            double[] content = values.value(leaf).clone();
            for (int i = 0; i < content.length; i++) {
                content[i] += by * step[i];
            }
            moved.put(leaf, content);
        });
        return new GraphInterpreter(rows, GraphInterpreter.Phase.TRAINING, moved);
    }
}
