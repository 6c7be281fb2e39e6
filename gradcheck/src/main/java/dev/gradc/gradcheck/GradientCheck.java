package dev.gradc.gradcheck;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.CompiledDerivatives;
import dev.gradc.compiler.check.Report;
import dev.gradc.compiler.check.Subject;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.gradcheck.draw.DrawnBatch;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.Precision;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;

/// A check of the gradients that gradc derives, for a test of one's own:
///
/// ```java
/// @Test
/// void swish() {
///     GradientCheck.of(x -> x.map(a -> a.times(a.sigmoid())), 4).assertRight();
/// }
/// ```
///
/// The derived gradients are judged by forward-mode dual numbers, and beside them by central differences, in double precision at
/// random points; [Checker] says how, and how far rounding may carry them apart. Of a function the whole Jacobian is checked,
/// or, where it is large, sums of its rows that are drawn; the parameters that the function makes count as inputs.
///
/// Checks are immutable; every method that changes one gives another.
public final class GradientCheck {
    private final IntFunction<Subject> subject;
    private final CheckOptions options;
    private final Optional<Point> point;
    private final Optional<Compiler.Options> compiled;

    private GradientCheck(IntFunction<Subject> subject, CheckOptions options, Optional<Point> point,
            Optional<Compiler.Options> compiled) {
        this.subject = subject;
        this.options = options;
        this.point = point;
        this.compiled = compiled;
    }

    /// Content for some of a subject's inputs and parameters.
    private interface Point {
        Map<Value, double[]> of(Subject subject);
    }

    /// A check of a network's training loss by its trainable parameters.
    public static GradientCheck of(Network network) {
        return of(order -> Subject.of(network.definition(), order));
    }

    /// A check of a function of one tensor, such as a layer or an activation, by its input `x` and its parameters.
    ///
    /// @param extents of a row of the input, `[batch, extents…]`
    public static GradientCheck of(Layer function, int... extents) {
        return of(inputs -> function.apply(inputs.get(0)), List.of("x"), extents);
    }

    /// A check of a function of two tensors of one shape, such as a loss, by its inputs `x` and `y` and its parameters.
    ///
    /// @param extents of a row of each input, `[batch, extents…]`
    public static GradientCheck of(BinaryOperator<Tensor> function, int... extents) {
        return of(inputs -> function.apply(inputs.get(0), inputs.get(1)), List.of("x", "y"), extents);
    }

    /// A check of a function of several tensors of one shape, by its inputs and its parameters.
    ///
    /// @param names of the inputs
    /// @param extents of a row of each input, `[batch, extents…]`
    public static GradientCheck of(Function<List<Tensor>, Tensor> function, List<String> names, int... extents) {
        return of(order -> new FunctionNetwork(function, names, extents).subject(order));
    }

    private static GradientCheck of(IntFunction<Subject> subject) {
        return new GradientCheck(subject, CheckOptions.DEFAULT, Optional.empty(), Optional.empty());
    }

    private GradientCheck with(CheckOptions other) {
        return new GradientCheck(subject, other, point, compiled);
    }

    /// The same at points that this seed draws.
    public GradientCheck at(long seed) {
        return new GradientCheck(subject, options.withSeed(seed), Optional.empty(), compiled);
    }

    /// The same at one point: the content of inputs and parameters by their names, row-major; what is not given is drawn.
    public GradientCheck at(Map<String, double[]> content) {
        Map<String, double[]> copy = Map.copyOf(content);
        return new GradientCheck(subject, options, Optional.of(checked -> byLeaf(checked, copy)), compiled);
    }

    /// The same for the rows and the content of a batch that a property draws.
    public GradientCheck at(DrawnBatch batch) {
        return new GradientCheck(subject, options.withRows(batch.rows()), Optional.of(checked -> drawn(checked, batch)),
                compiled);
    }

    /// The same of first order (gradients) or of second order (products of the Hessian with directions).
    ///
    /// @throws IllegalArgumentException when it is another
    public GradientCheck order(int order) {
        return with(options.withOrder(order));
    }

    /// The same with so many rows in the batch.
    public GradientCheck rows(int rows) {
        return with(options.withRows(rows));
    }

    /// The same at so many drawn points.
    public GradientCheck points(int points) {
        return with(options.withPoints(points));
    }

    /// The same with so many elements of each parameter or input checked one by one; all of them are checked along a random direction.
    public GradientCheck samples(int samples) {
        return with(options.withSamples(samples));
    }

    /// Of a compiled program: the derivatives are lowered in this precision and run by this backend, and what comes out is compared
    /// with their double values by the graph, element by element; of second order, the gradients are compared too. Float results
    /// are never judged by differences of floats. In the elements of the report, `derived` is what the program computed, and `dual`
    /// what the graph says; [CompiledDerivatives] has the tolerance.
    ///
    /// Whether the derivatives themselves are right is what the check says without this.
    public GradientCheck on(Precision precision, Compiler.Backend backend) {
        return new GradientCheck(subject, options, point,
                Optional.of(Compiler.Options.of(precision).withBackend(backend)));
    }

    /// Checks.
    ///
    /// @throws GradcException when the network or function is wrong in itself, or there is nothing to check
    public Report check() {
        Subject checked = subject.apply(options.order());
        if (compiled.isPresent()) {
            return CompiledDerivatives.check(checked, options, compiled.get(),
                    point.map(content -> content.of(checked)).orElseGet(Map::of));
        }
        return point.map(content -> Checker.check(checked, options, content.of(checked)))
                .orElseGet(() -> Checker.check(checked, options));
    }

    private Map<Value, double[]> byLeaf(Subject checked, Map<String, double[]> content) {
        Map<Value, double[]> given = new HashMap<>();
        content.forEach((name, numbers) -> {
            Value leaf = checked.input(name).orElseThrow(() -> new GradcException(checked.name()
                    + " has no input or parameter \"" + name + "\" to give content to"));
            int size = Math.toIntExact(leaf.shape().size().at(options.rows()));
            if (numbers.length != size) {
                throw new GradcException("\"" + name + "\" " + leaf.shape() + " has " + size + " numbers for "
                        + options.rows() + " rows, but " + numbers.length + " were given; rows(…) says how many rows");
            }
            given.put(leaf, numbers);
        });
        return given;
    }

    private static Map<Value, double[]> drawn(Subject checked, DrawnBatch batch) {
        Map<Value, double[]> given = new HashMap<>();
        for (Value leaf : checked.inputs()) {
            int size = Math.toIntExact(leaf.shape().size().at(batch.rows()));
            switch (leaf.op()) {
                case Op.Input(var name, var shape, InputSpec.Kind.Distribution _, _) ->
                    given.put(leaf, batch.distributions(name, size, shape.extent(shape.rank() - 1)));
                case Op.Input(var name, _, InputSpec.Kind.Label(var classes), _) ->
                    given.put(leaf, Arrays.stream(batch.labels(name, size, classes)).asDoubleStream().toArray());
                case Op.Input(var name, _, InputSpec.Kind.Real _, _) -> given.put(leaf, batch.numbers(name, size));
                case Op.Parameter(var name, _, _, var trainable) when trainable ->
                    given.put(leaf, batch.numbers(name, size));
                default -> {
                }
            }
        }
        return given;
    }

    /// Checks, and fails where a gradient is wrong.
    ///
    /// @throws AssertionError when it is: the message names the worst element, its line, what was derived and what it should be
    /// @throws GradcException when the network or function is wrong in itself, or there is nothing to check
    public void assertRight() {
        Report report = check();
        if (!report.passes()) {
            throw new AssertionError("Expecting the gradients of " + report.name() + " to be right, but "
                    + report.elements().stream().filter(element -> !element.passes()).count() + " of "
                    + report.elements().size() + " elements are not" + System.lineSeparator() + report.text());
        }
    }
}
