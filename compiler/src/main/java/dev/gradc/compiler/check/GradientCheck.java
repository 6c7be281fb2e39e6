package dev.gradc.compiler.check;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Checks the derived gradients of a network against forward-mode dual numbers, and beside them against five-point central
/// differences, in double precision at random points.
///
/// A derived element may differ from the dual number by what rounding explains: `64 · n · 2⁻⁵³` times the sum of the
/// absolute terms that it is computed from, n the number of values behind it. A difference quotient is a coarser witness
/// (its own error is of the order of h⁴); it is left out, and counted, where no step is short enough not to straddle a
/// kink.
public final class GradientCheck {
    private static final double UNIT = 0x1p-53;
    private static final double FIRST_STEP = 1e-3;
    private static final int STEPS = 3;
    private static final double DIFFERENCE_TOLERANCE = 1e-6;

    private final Value loss;
    private final Graph graph;
    private final GraphModule.Entry gradients;
    private final int rows;
    private final Map<Value, double[]> point;
    private final GraphInterpreter values;
    private final SplittableRandom random;
    private int straddling;

    /// @param graph of the loss
    private GradientCheck(Graph graph, Value loss, GraphModule derived, int rows, long seed) {
        this.loss = loss;
        this.graph = graph;
        this.gradients = gradients(derived)
                .orElseThrow(() -> new IllegalArgumentException("no entry gradients"));
        this.rows = rows;
        List<Value> roots = new ArrayList<>(gradients.results().stream().map(GraphModule.Result::value).toList());
        roots.add(loss);
        roots.addAll(derived.parameters());
        this.point = CheckPoint.draw(roots, rows, seed);
        this.values = interpreter(point);
        this.random = new SplittableRandom(seed ^ 0x5deece66dL);
    }

    /// One checked element of a gradient.
    ///
    /// @param parameter the parameter's name
    /// @param origin the user's line that made the parameter
    /// @param element its row-major index in the parameter; −1 where a random direction through all elements was checked
    /// @param derived what gradc derived
    /// @param dual what dual numbers give
    /// @param difference what differences give; NaN where every step straddles a kink, or none was tried
    /// @param error |derived − dual| as a multiple of what rounding explains; or the error against the difference as a
    ///     multiple of its tolerance, if that is larger
    public record Element(String parameter, String origin, int element, double derived, double dual, double difference,
            double error) {
        /// Whether the derived number is right.
        public boolean passes() {
            return error <= 1;
        }
    }

    /// What a check found.
    ///
    /// @param elements all that were checked
    /// @param straddling how many difference quotients were left out
    public record Report(List<Element> elements, int straddling) {
        /// The element with the largest error.
        public Element worst() {
            return elements.stream().max(Comparator.comparingDouble(Element::error)).orElseThrow();
        }

        /// Whether all elements pass.
        public boolean passes() {
            return elements.stream().allMatch(Element::passes);
        }
    }

    /// Checks a network at one point.
    ///
    /// @param definition the network as it was written
    /// @param derived the module that the compiler derived from it
    /// @param rows the batch
    /// @param samples how many elements of each parameter are checked one by one; all are, along a random direction
    /// @param seed draws the point
    public static Report check(Definition definition, GraphModule derived, int rows, int samples, long seed) {
        Value loss = definition.loss().orElseThrow(() -> lossless(definition.name()));
        return new GradientCheck(definition.graph(), loss, derived, rows, seed).report(definition.name(), samples);
    }

    /// Checks the gradients of a derived module against the training loss that is derived with them. Where the user's gradient is
    /// not that of what is computed (it was stopped, or has a rule of its own), this finds them to be wrong.
    ///
    /// @param rows the batch
    /// @param samples how many elements of each parameter are checked one by one; all are, along a random direction
    /// @param seed draws the point
    public static Report check(GraphModule derived, int rows, int samples, long seed) {
        Value loss = loss(derived).orElseThrow(() -> lossless(derived.name()));
        return new GradientCheck(derived.graph(), loss, derived, rows, seed).report(derived.name(), samples);
    }

    /// The training loss of a derived module, where it has gradients.
    static Optional<Value> loss(GraphModule derived) {
        return gradients(derived).stream().flatMap(entry -> entry.results().stream())
                .filter(result -> result.target() instanceof Target.Output).map(GraphModule.Result::value).findFirst();
    }

    private static Optional<GraphModule.Entry> gradients(GraphModule derived) {
        return derived.entries().stream().filter(entry -> entry.name().equals(Program.GRADIENTS)).findFirst();
    }

    private static GradcException lossless(String name) {
        return new GradcException("the network " + name
                + " has no loss, so it has no gradients to check; declare one with loss(…)");
    }

    private Report report(String name, int samples) {
        List<Element> elements = new ArrayList<>();
        for (GraphModule.Result result : gradients.results()) {
            if (result.target() instanceof Target.Gradient(var parameter)) {
                elements.addAll(parameter(parameter, result.value(), samples));
            }
        }
        if (elements.isEmpty()) {
            throw new GradcException("the network " + name + " has no trainable parameter to check");
        }
        return new Report(elements, straddling);
    }

    private GraphInterpreter interpreter(Map<Value, double[]> at) {
        return new GraphInterpreter(rows, GraphInterpreter.Phase.TRAINING, at);
    }

    private List<Element> parameter(Value parameter, Value gradient, int samples) {
        double[] derived = values.value(gradient);
        double[] magnitude = values.magnitude(gradient);
        double scale = 64.0 * Graph.reachable(List.of(gradient, loss)).size() * UNIT;
        List<Element> elements = new ArrayList<>();
        for (int i : sample(derived.length, samples)) {
            double[] direction = new double[derived.length];
            direction[i] = 1;
            double dual = dual(parameter, direction);
            double difference = difference(parameter, i);
            double error = ratio(derived[i] - dual, scale * Math.max(magnitude[i], Math.abs(dual)));
            double second = Double.isNaN(difference) ? 0
                    : ratio(derived[i] - difference, DIFFERENCE_TOLERANCE * Math.max(1, magnitude[i]));
            elements.add(element(parameter, i, derived[i], dual, difference, Math.max(error, second)));
        }
        elements.add(projection(parameter, derived, magnitude, scale));
        return elements;
    }

    /// ⟨g, u⟩ against the derivative along a random u.
    private Element projection(Value parameter, double[] derived, double[] magnitude, double scale) {
        double[] direction = new double[derived.length];
        double product = 0;
        double terms = 0;
        for (int i = 0; i < direction.length; i++) {
            direction[i] = random.nextDouble(-1, 1);
            product += direction[i] * derived[i];
            terms += Math.abs(direction[i]) * magnitude[i];
        }
        double dual = dual(parameter, direction);
        return element(parameter, -1, product, dual, Double.NaN, ratio(product - dual, scale * terms));
    }

    private static Element element(Value parameter, int i, double derived, double dual, double difference,
            double error) {
        String name = parameter.op() instanceof Op.Parameter op ? op.name() : parameter.name();
        return new Element(name, parameter.origin().toString(), i, derived, dual, difference, error);
    }

    /// A NaN on either side never passes.
    private static double ratio(double error, double tolerance) {
        double ratio = error == 0 ? 0 : Math.abs(error) / tolerance;
        return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
    }

    private int[] sample(int size, int samples) {
        return size <= samples ? IntStream.range(0, size).toArray()
                : random.ints(0, size).distinct().limit(samples).toArray();
    }

    private double dual(Value parameter, double[] direction) {
        return new Tangents(graph, rows, values, Map.of(parameter, direction)).of(loss)[0];
    }

    /// (f(−2h) − 8 f(−h) + 8 f(h) − f(2h)) / 12h, with an h that changes no branch.
    private double difference(Value parameter, int i) {
        List<Integer> here = Branches.of(loss, values);
        double h = FIRST_STEP;
        for (int step = 0; step < STEPS; step++) {
            double[] f = new double[5];
            boolean straddles = false;
            for (int k = -2; k <= 2; k++) {
                GraphInterpreter moved = interpreter(moved(parameter, i, k * h));
                f[k + 2] = moved.value(loss)[0];
                straddles |= !Branches.of(loss, moved).equals(here);
            }
            if (!straddles) {
                return (f[0] - 8 * f[1] + 8 * f[3] - f[4]) / (12 * h);
            }
            h /= 10;
        }
        straddling++;
        return Double.NaN;
    }

    /// The point with one element moved; what gradients do not pass stays where it was.
    private Map<Value, double[]> moved(Value parameter, int i, double by) {
        Map<Value, double[]> moved = new HashMap<>(point);
        Graph.reachable(List.of(loss)).stream().filter(value -> value.op() instanceof Op.StopGradient)
                .forEach(value -> moved.put(value, values.value(value)));
        double[] content = values.value(parameter).clone();
        content[i] += by;
        moved.put(parameter, content);
        return moved;
    }
}
