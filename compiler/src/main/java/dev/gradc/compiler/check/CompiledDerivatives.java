package dev.gradc.compiler.check;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.rewrite.Rewriter;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Checks what compiled programs make of derivatives: the gradients of some subjects, and the products of their Hessians with a
/// direction, are lowered, run by a backend, and compared with the same derivatives in double precision by the graph interpreter.
///
/// A difference of float values is mostly rounding, so none is ever taken: a float result is judged by the double value of the
/// derivative that [Checker] has judged, at the very numbers that the program was given, which are floats. The two may differ by
/// `(64·n + r) · u` times the sum of the absolute terms behind the element, weighted by how much each matters, with u = 2⁻²⁴ or
/// 2⁻⁵³, n the number of values behind it, and r the length of the longest sum.
///
/// In the elements of the report, `derived` is what the program computed, and `dual` what the graph says.
public final class CompiledDerivatives {
    private final List<Subject> subjects;
    private final CheckOptions options;
    private final Precision precision;
    private final List<Value> derivatives = new ArrayList<>();
    private final GraphModule module;

    private CompiledDerivatives(List<Subject> subjects, CheckOptions options, Precision precision) {
        this.subjects = subjects;
        this.options = options;
        this.precision = precision;
        subjects.forEach(subject -> {
            derivatives.addAll(subject.gradients().values());
            derivatives.addAll(subject.products().values());
        });
        this.module = module(subjects.get(0).graph(), fromOutside(subjects.get(0).graph(), derivatives));
    }

    /// Compiles the derivatives of a subject, and checks them.
    ///
    /// @param given the content of some inputs and parameters; the others are drawn, rounded to the program's precision
    /// @throws GradcException when there is no row to compute from
    public static Report check(Subject subject, CheckOptions options, Compiler.Options compilation,
            Map<Value, double[]> given) {
        return check(List.of(subject), options, compilation, given).get(0);
    }

    /// The same for several subjects of one graph, which all become one program; a report for each.
    ///
    /// @throws GradcException when there is no row to compute from
    public static List<Report> check(List<Subject> subjects, CheckOptions options, Compiler.Options compilation,
            Map<Value, double[]> given) {
        return check(subjects, options, compilation.precision(), given,
                module -> Compiler.program(module, compilation));
    }

    static List<Report> check(List<Subject> subjects, CheckOptions options, Precision precision,
            Map<Value, double[]> given, Function<GraphModule, Program> compiler) {
        if (options.rows() == 0) {
            throw new GradcException("a compiled program takes batches of at least 1 row");
        }
        CompiledDerivatives check = new CompiledDerivatives(subjects, options, precision);
        Program program = compiler.apply(check.module);
        List<List<Element>> elements = subjects.stream().<List<Element>>map(_ -> new ArrayList<>()).toList();
        SplittableRandom seeds = new SplittableRandom(options.seed());
        for (int point = 0; point < options.points(); point++) {
            check.at(program, seeds.nextLong(), given, elements);
        }
        return IntStream.range(0, subjects.size())
                .mapToObj(i -> new Report(subjects.get(i).name() + ", compiled in " + precision, options,
                        elements.get(i), 0, 0, List.of(), "the graph in double"))
                .toList();
    }

    /// Random numbers become inputs, and what the host computes for a step becomes a parameter, so that a caller can give them.
    private static List<Value> fromOutside(Graph graph, List<Value> values) {
        return Rewriter.rewrite(graph, values, (_, value) -> switch (value.op()) {
            case Op.Random(var shape, var stream) -> graph.add(
                    new Op.Input("random " + stream, shape, new InputSpec.Kind.Real(), false), value);
            case Op.Scalar(var scalar) -> graph.add(new Op.Parameter("scalar " + scalar, value.shape(),
                    new Initializer.Constant(0), false), value);
            default -> value;
        });
    }

    private static GraphModule module(Graph graph, List<Value> values) {
        List<Value> behind = Graph.reachable(values);
        List<Result> results = IntStream.range(0, values.size())
                .mapToObj(i -> new Result(new Target.Output(Integer.toString(i)), values.get(i))).toList();
        return new GraphModule("Derivatives", graph,
                behind.stream().filter(value -> value.op() instanceof Op.Input(_, _, _, var rolled) && !rolled)
                        .toList(),
                behind.stream().filter(value -> value.op() instanceof Op.Parameter).toList(),
                List.of(new Entry(Program.PREDICT, results)));
    }

    private void at(Program program, long seed, Map<Value, double[]> given, List<List<Element>> elements) {
        GraphInterpreter values = new GraphInterpreter(options.rows(), GraphInterpreter.Phase.TRAINING,
                content(seed, given));
        List<double[]> results = new CompiledRun(module, program, options.rows()).results(values);
        int next = 0;
        for (int i = 0; i < subjects.size(); i++) {
            Subject subject = subjects.get(i);
            List<Element> of = elements.get(i);
            for (Value leaf : subject.gradients().keySet()) {
                add(of, subject, "", leaf, values, module.roots().get(next), results.get(next++));
            }
            for (Value leaf : subject.products().keySet()) {
                add(of, subject, "random direction", leaf, values, module.roots().get(next), results.get(next++));
            }
        }
    }

    /// What is drawn for a random number or a step's scalar stands for what has taken its place.
    private Map<Value, double[]> content(long seed, Map<Value, double[]> given) {
        Map<Value, double[]> content = new HashMap<>();
        Subject.with(CheckPoint.draw(derivatives, options.rows(), seed), given).forEach((leaf, numbers) -> content
                .put(fromOutside(module.graph(), List.of(leaf)).get(0), rounded(numbers)));
        return content;
    }

    private double[] rounded(double[] numbers) {
        return switch (precision) {
            case FLOAT -> IntStream.range(0, numbers.length).mapToDouble(i -> (float) numbers[i]).toArray();
            case DOUBLE -> numbers;
        };
    }

    private void add(List<Element> elements, Subject subject, String along, Value leaf, GraphInterpreter values,
            Value derivative, double[] computed) {
        double[] expected = values.value(derivative);
        double[] terms = values.magnitude(derivative);
        double rounding = new Rounding(options.rows()).of(List.of(derivative), unit());
        for (int i = 0; i < computed.length; i++) {
            elements.add(new Element("loss", Subject.nameOf(leaf), subject.line(leaf).toString(), i,
                    Subject.coordinates(leaf.shape(), i, options.rows()), along, computed[i], expected[i], terms[i],
                    rounding * terms[i] + least(), Double.NaN, Double.NaN));
        }
    }

    private double unit() {
        return switch (precision) {
            case FLOAT -> 0x1p-24;
            case DOUBLE -> Rounding.UNIT;
        };
    }

    /// Below this, numbers have fewer digits.
    private double least() {
        return switch (precision) {
            case FLOAT -> Float.MIN_NORMAL;
            case DOUBLE -> Double.MIN_NORMAL;
        };
    }
}
