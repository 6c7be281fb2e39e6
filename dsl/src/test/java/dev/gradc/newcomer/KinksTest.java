package dev.gradc.newcomer;

import static dev.gradc.dsl.Network.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.compiler.Compiler.Options;
import dev.gradc.compiler.Definition;
import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.CompiledDerivatives;
import dev.gradc.compiler.check.Report;
import dev.gradc.compiler.check.Subject;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.Precision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// On a kink itself the derivative is the documented subgradient, at both orders and in every precision.
class KinksTest {
    private static final double LAMBDA = 1.0507009873554805;
    private static final double ALPHA = 1.6732632423543772;

    /// Something of one row: `x` and `y` of equal width, and a label 0 of two classes.
    private interface Function {
        Tensor of(Tensor x, Tensor y, Labels label);
    }

    /// A kink.
    ///
    /// @param word whose it is
    /// @param by which leaf the slope is taken
    /// @param content of the leaves, by name
    /// @param slope what the slope of the sum is there
    private record Kink(String word, Function function, String by, Map<String, double[]> content, double... slope) {
        @Override
        public String toString() {
            return word;
        }

        private Definition definition() {
            return new Network() {
                @Override
                protected void define() {
                    int width = content.get("x").length;
                    Tensor result = function.of(input("x", width), input("y", width), labels("label", 2));
                    loss(result.shape().equals(Shape.SCALAR) ? result : result.sum());
                }
            }.definition();
        }
    }

    private static Kink layer(String word, Layer layer, double[] x, double... slope) {
        return new Kink(word, (a, _, _) -> a.then(layer), "x", Map.of("x", x), slope);
    }

    private static Kink pair(String word, Function function, double[] x, double[] y, double... slope) {
        return new Kink(word, function, "x", Map.of("x", x, "y", y, "label", at(0)), slope);
    }

    private static double[] at(double... numbers) {
        return numbers;
    }

    static List<Kink> kinks() {
        return List.of(layer("relu", relu(), at(0, -0.0), 0, 0), layer("leakyRelu", leakyRelu(), at(0), 0.1),
                layer("elu", elu(1.3), at(0), 1.3), layer("selu", selu(), at(0), LAMBDA * ALPHA),
                layer("softsign", softsign(), at(0), 1),
                layer("hardSigmoid", hardSigmoid(), at(-3, 3), 1 / 12.0, 1 / 12.0),
                layer("hardSwish", hardSwish(), at(-3, 3), -0.25, 1.25),
                layer("binaryStep", binaryStep(), at(0), 0),
                new Kink("maxout", (x, _, _) -> x.then(maxout("m", 1, 2)), "m.bias",
                        Map.of("x", at(3), "m.weight", at(2, 2), "m.bias", at(1, 1)), 0.5, 0.5),
                pair("mae", (x, y, _) -> mae(x, y), at(2), at(2), 0),
                pair("huber", (x, y, _) -> huber(x, y, 1), at(1, -1), at(0, 0), 0.5, -0.5),
                pair("hinge", (x, y, _) -> hinge(x, y), at(1, -1), at(1, -1), 0, 0),
                pair("hinge of labels", (x, _, label) -> hinge(x, label), at(1, 0), at(0, 0), 0, 0),
                pair("klDivergence", (x, y, _) -> klDivergence(y, x), at(0.5, 0.5), at(0, 1), 0, -2),
                pair("klDivergence", (x, y, _) -> klDivergence(x, y), at(0, 1), at(0.5, 0.5), 0, 1 + StrictMath.log(2)),
                layer("l1", x -> l1(0.5).penalty(x), at(0, -0.0), 0, 0),
                layer("l1l2", x -> l1l2(0.5, 2).penalty(x), at(0), 0),
                pair("greater of two", (x, y, _) -> max(x, y), at(2, 1), at(2, 3), 0.5, 0),
                pair("smaller of two", (x, y, _) -> x.map(y, (a, b) -> a.min(b)), at(2, 1), at(2, 3), 0.5, 1),
                layer("largest", x -> x.max(1), at(2, 1, 2, 2), 1 / 3.0, 0, 1 / 3.0, 1 / 3.0),
                layer("smallest", x -> x.min(1), at(2, 1, 1), 0, 0.5, 0.5),
                layer("absolute value", Tensor::abs, at(0, -0.0), 0, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinks")
    void theSlopeIsTheDocumentedOne(Kink kink) {
        Definition definition = kink.definition();
        for (int order = 1; order <= 2; order++) {
            Subject subject = subject(definition, kink, order);
            Map<Value, double[]> point = point(subject, kink);
            CheckOptions options = CheckOptions.DEFAULT.withRows(1).withOrder(order);
            Report report = Checker.check(subject, options, point);
            assertThat(report.passes()).as(report.text()).isTrue();
            for (Precision precision : Precision.values()) {
                Report compiled = CompiledDerivatives.check(subject, options, Options.of(precision), point);
                assertThat(compiled.passes()).as(compiled.text()).isTrue();
            }
            Value leaf = subject.input(kink.by()).orElseThrow();
            assertThat(new GraphInterpreter(1, GraphInterpreter.Phase.TRAINING, point)
                    .value(subject.gradients().get(leaf))).containsExactly(kink.slope(), within(1e-15));
        }
    }

    private static Subject subject(Definition definition, Kink kink, int order) {
        List<Value> leaves = Graph.reachable(List.of(definition.loss().orElseThrow())).stream()
                .filter(value -> value.op() instanceof Op.Parameter
                        || value.op() instanceof Op.Input(var name, _, _, _) && name.equals(kink.by()))
                .toList();
        return Subject.of(definition, Optional.empty(), leaves, order).named(kink.word());
    }

    private static Map<Value, double[]> point(Subject subject, Kink kink) {
        Map<Value, double[]> point = new HashMap<>();
        kink.content().forEach((name, numbers) -> subject.input(name).ifPresent(leaf -> point.put(leaf, numbers)));
        return point;
    }

    /// Whatever compares something that it is differentiated by has a row above.
    @Test
    void noKinkIsForgotten() {
        Set<String> bent = Stream.of(Written.layers(), Written.losses(), Written.regularizers())
                .flatMap(List::stream).filter(row -> isBent(row.network().definition()))
                .map(row -> row.name().replaceFirst(",.*", "")).collect(Collectors.toSet());
        assertThat(bent).contains("relu", "mae", "maxout").doesNotContain("tanh", "dropout", "mse");
        assertThat(kinks()).extracting(Kink::word).containsAll(bent);
    }

    private static boolean isBent(Definition definition) {
        return Graph.reachable(List.of(definition.loss().orElseThrow())).stream()
                .anyMatch(value -> switch (value.op()) {
                    case Op.Elementwise(var formula, var args) -> compares(formula, args);
                    case Op.Reduce(var reduction, _, _) -> reduction == Reduction.MAX;
                    default -> false;
                });
    }

    private static boolean compares(Expr formula, List<Value> args) {
        boolean here = switch (formula) {
            case Expr.Select(var condition, _, _) -> uses(condition.a(), args) || uses(condition.b(), args);
            case Expr.Max _, Expr.Min _, Expr.Abs _ -> uses(formula, args);
            default -> false;
        };
        return here || formula.children().stream().anyMatch(child -> compares(child, args));
    }

    private static boolean uses(Expr formula, List<Value> args) {
        return IntStream.range(0, args.size()).filter(formula::uses)
                .anyMatch(i -> Graph.reachable(List.of(args.get(i))).stream()
                        .anyMatch(value -> value.op() instanceof Op.Parameter));
    }
}
