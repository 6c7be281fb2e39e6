package dev.gradc.newcomer;

import static dev.gradc.dsl.Network.*;
import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Losses and gradients where numbers end: huge scores, probabilities of 0 and 1, equal entries, a batch of one and of none.
class EdgeGradientsTest {
    private static final Path TABLE = Path.of("../docs/edge-cases.md");

    private static Edge edge(String name, BinaryOperator<Tensor> loss, DoubleFunction<double[]> x,
            DoubleFunction<double[]> y, DoubleFunction<Double> expected, DoubleFunction<double[]> slope) {
        return new Edge(name, loss, x, y, expected, slope);
    }

    private static Edge at(String name, BinaryOperator<Tensor> loss, double[] x, double[] y, double expected,
            double... slope) {
        return edge(name, loss, _ -> x, _ -> y, _ -> expected, _ -> slope);
    }

    /// A layer at a large number and at minus that, each with its value and its slope.
    private static Edge layer(String name, Layer layer, DoubleFunction<Double> sum, double... slope) {
        return edge(name + " of large numbers", (x, y) -> x.then(layer).times(y), b -> of(b, -b), _ -> of(1, 1), sum,
                _ -> slope);
    }

    private static double[] of(double... numbers) {
        return numbers;
    }

    static List<Edge> scores() {
        return List.of(
                edge("cross-entropy of large scores, wrong", (x, y) -> crossEntropyWithLogits(x, y), b -> of(b, -b, 0),
                        _ -> of(0, 1, 0), b -> 2 * b, _ -> of(1, -1, 0)),
                edge("cross-entropy of large scores, right", (x, y) -> crossEntropyWithLogits(x, y),
                        b -> of(b, -b, 0), _ -> of(1, 0, 0), _ -> 0.0, _ -> of(0, 0, 0)),
                edge("cross-entropy over softmax of large scores", (x, y) -> crossEntropy(softmax(x), y),
                        b -> of(b, -b, 0), _ -> of(0, 1, 0), b -> 2 * b, _ -> of(1, -1, 0)),
                edge("KL divergence over softmax of large scores", (x, y) -> klDivergence(y, softmax(x)),
                        b -> of(b, -b), _ -> of(0, 1), b -> 2 * b, _ -> of(1, -1)),
                edge("binary cross-entropy of large scores, wrong", (x, y) -> binaryCrossEntropyWithLogits(x, y),
                        b -> of(b, -b), _ -> of(0, 1), b -> 2 * b, _ -> of(1, -1)),
                edge("binary cross-entropy of large scores, right", (x, y) -> binaryCrossEntropyWithLogits(x, y),
                        b -> of(b, -b), _ -> of(1, 0), _ -> 0.0, _ -> of(0, 0)),
                edge("binary cross-entropy over sigmoid of large scores", (x, y) -> binaryCrossEntropy(sigmoid(x), y),
                        b -> of(b, -b), _ -> of(0, 1), b -> 2 * b, _ -> of(1, -1)),
                edge("softmax of large scores", (x, y) -> softmax(x).times(y), b -> of(b, -b), _ -> of(3, 5), _ -> 3.0,
                        _ -> of(0, 0)),
                edge("log-softmax of large scores", (x, y) -> logSoftmax(x).times(y), b -> of(b, -b), _ -> of(1, 1),
                        b -> -2 * b, _ -> of(-1, 1)),
                edge("softmax of equal large scores", (x, y) -> softmax(x).times(y), b -> of(b, b), _ -> of(1, 0),
                        _ -> 0.5, _ -> of(0.25, -0.25)),
                at("softmax of equal scores", (x, y) -> softmax(x).times(y), of(5, 5, 5), of(1, 0, 0), 1 / 3.0, 2 / 9.0,
                        -1 / 9.0, -1 / 9.0),
                at("cross-entropy of equal scores", (x, y) -> crossEntropyWithLogits(x, y), of(0, 0), of(1, 0),
                        StrictMath.log(2), -0.5, 0.5));
    }

    static List<Edge> probabilities() {
        return List.of(
                at("cross-entropy of the probability 0 of the right class", (x, y) -> crossEntropy(x, y), of(0, 1),
                        of(1, 0), POSITIVE_INFINITY, NEGATIVE_INFINITY, 0),
                at("cross-entropy of the probability 0 of a wrong class", (x, y) -> crossEntropy(x, y), of(1, 0),
                        of(1, 0), 0, -1, 0),
                at("binary cross-entropy of the probability 0, wrong", (x, y) -> binaryCrossEntropy(x, y), of(0), of(1),
                        POSITIVE_INFINITY, NEGATIVE_INFINITY),
                at("binary cross-entropy of the probability 0, right", (x, y) -> binaryCrossEntropy(x, y), of(0), of(0),
                        0, 1),
                at("binary cross-entropy of the probability 1, wrong", (x, y) -> binaryCrossEntropy(x, y), of(1), of(0),
                        POSITIVE_INFINITY, POSITIVE_INFINITY),
                at("binary cross-entropy of the probability 1, right", (x, y) -> binaryCrossEntropy(x, y), of(1), of(1),
                        0, -1),
                at("KL divergence from a zero", (x, y) -> klDivergence(y, x), of(0.5, 0.5), of(0, 1), StrictMath.log(2),
                        0, -2),
                at("KL divergence of a zero from a zero", (x, y) -> klDivergence(y, x), of(0, 1), of(0, 1), 0, 0, -1),
                at("KL divergence to a zero", (x, y) -> klDivergence(y, x), of(0, 1), of(0.5, 0.5), POSITIVE_INFINITY,
                        NEGATIVE_INFINITY, -0.5),
                at("logarithm of 0", (x, y) -> x.log().times(y), of(0), of(1), NEGATIVE_INFINITY, POSITIVE_INFINITY),
                at("root of 0", (x, y) -> x.sqrt().times(y), of(0), of(1), 0, POSITIVE_INFINITY));
    }

    static List<Edge> layers() {
        return List.of(layer("sigmoid", sigmoid(), _ -> 1.0, 0, 0), layer("tanh", tanh(), _ -> 0.0, 0, 0),
                layer("relu", relu(), b -> b, 1, 0), layer("leakyRelu", leakyRelu(), b -> 0.9 * b, 1, 0.1),
                layer("elu", elu(1), b -> b - 1, 1, 0), layer("softplus", softplus(), b -> b, 1, 0),
                layer("softsign", softsign(), _ -> 0.0, 0, 0), layer("gelu", gelu(), b -> b, 1, 0),
                edge("geluTanh of large numbers", (x, y) -> x.then(geluTanh()).times(y), b -> of(b, -b), _ -> of(1, 1),
                        b -> b, b -> b == 1e4 ? of(1, 0) : of(NaN, NaN)),
                layer("silu", silu(), b -> b, 1, 0),
                layer("mish", mish(), b -> b, 1, 0), layer("hardSigmoid", hardSigmoid(), _ -> 1.0, 0, 0),
                layer("hardSwish", hardSwish(), b -> b, 1, 0),
                at("layer normalisation of equal numbers", (x, y) -> x.then(layerNorm()).times(y), of(2, 2), of(1, -1),
                        0, StrictMath.sqrt(1e5), -StrictMath.sqrt(1e5)),
                at("batch normalisation of one row", (x, y) -> centred(x).over(
                        centred(x).square().mean(0).plus(1e-5).sqrt()).times(y), of(2, 3), of(1, 1), 0, 0, 0));
    }

    private static Tensor centred(Tensor x) {
        return x.minus(x.mean(0));
    }

    static Stream<Edge> edges() {
        return Stream.of(scores(), probabilities(), layers()).flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edges")
    void compiledModelsAndTheInterpreterGiveWhatIsExpected(Edge edge) {
        for (Precision precision : Precision.values()) {
            double large = Edge.large(precision);
            same(precision + ", compiled", precision, edge.compiled(precision), edge.expected(large));
            same(precision + ", interpreted", precision, edge.interpreted(large), edge.expected(large));
        }
    }

    private static void same(String how, Precision precision, Edge.Result actual, Edge.Result expected) {
        double error = precision == Precision.FLOAT ? 1e-5 : 1e-13;
        assertThat(isClose(actual.loss(), expected.loss(), error)).as("%s: loss %s, not %s", how, actual.loss(),
                expected.loss()).isTrue();
        assertThat(actual.slope()).hasSameSizeAs(expected.slope());
        for (int i = 0; i < actual.slope().length; i++) {
            assertThat(isClose(actual.slope()[i], expected.slope()[i], error)).as("%s: gradient %s, not %s", how,
                    Arrays.toString(actual.slope()), Arrays.toString(expected.slope())).isTrue();
        }
    }

    /// NaN is NaN, and an infinity the same one.
    private static boolean isClose(double a, double b, double error) {
        return a == b || Double.isNaN(a) && Double.isNaN(b)
                || Double.isFinite(b) && Math.abs(a - b) <= error * Math.max(1, Math.abs(b));
    }

    @Test
    void theSlopeOfGeluTanhOverflowsWithTheSquare() {
        assertThat(approximateGelu(1e18).compiled(Precision.FLOAT).slope()).containsExactly(1, 0);
        assertThat(approximateGelu(1e20).compiled(Precision.FLOAT).slope()).containsExactly(NaN, NaN);
        assertThat(approximateGelu(1e153).compiled(Precision.DOUBLE).slope()).containsExactly(1, 0);
        assertThat(approximateGelu(1e155).compiled(Precision.DOUBLE).slope()).containsExactly(NaN, NaN);
    }

    private static Edge approximateGelu(double x) {
        return at("", (a, y) -> a.then(geluTanh()).times(y), of(x, -x), of(1, 1), x, 1, 0);
    }

    @Test
    void anEmptyBatchIsRefusedByModels() {
        Model model = scores().get(0).network(1).compile();
        model.initialize(1);
        ArrayDataSet none = ArrayDataSet.rows(0).reals("x", new double[0], 3).reals("y", new double[0], 3).build();
        assertThatThrownBy(() -> model.loss(none)).isInstanceOf(GradcException.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> model.gradients(none)).isInstanceOf(GradcException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> model.train(none, 0.1)).isInstanceOf(GradcException.class)
                .hasMessageContaining("empty");
    }

    /// The mean over no rows is 0/0; the gradient is a sum over no rows, which begins at −0.
    @Test
    void theMeanOverAnEmptyBatchIsNotANumber() {
        Edge.Result none = scores().get(0).interpreted(1, 0);
        assertThat(none.loss()).isNaN();
        assertThat(none.slope()).containsExactly(-0.0, -0.0, -0.0);
    }

    @Test
    void aBatchOfOneIsItsRow() {
        Edge edge = scores().getLast();
        assertThat(edge.interpreted(1, 7).loss()).isCloseTo(edge.interpreted(1, 1).loss(), within(1e-15));
        assertThat(edge.interpreted(1, 7).slope()).containsExactly(edge.interpreted(1, 1).slope(), within(1e-15));
    }

    /// `-Dgolden.update=true` rewrites the file.
    @Test
    void theTableIsThatOfTheDocumentation() throws IOException {
        String text = """
                # Edge cases

                What gradc gives where numbers end: the training loss and its gradient by x, for a batch of one row. Of a layer the loss
                is the sum of its values. A large number is 10⁴ in float and 10³⁰⁰ in double. `EdgeGradientsTest` asserts each row, by
                compiled models of both precisions and by the graph's interpreter, and writes this page:
                `mvn test -pl gradcheck -am -Dtest=EdgeGradientsTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true`.

                Where mathematics has a finite number, so has gradc, but for one case: the slope of `geluTanh` has x², which overflows, so
                beyond some 10¹⁹ in float and 10¹⁵³ in double it is NaN. In `crossEntropy`, `binaryCrossEntropy` and `klDivergence`,
                0 · log 0 is 0; over `softmax` and `sigmoid`, and in the losses `…WithLogits`, no logarithm of 0 is ever taken.

                An empty batch is refused by models. By the definition of the ops its mean is 0/0, NaN, and its gradient a sum of nothing.

                | edge | x in double | loss in float | gradient in float | loss in double | gradient in double |
                |---|---|---|---|---|---|
                """
                + edges().map(EdgeGradientsTest::row).collect(Collectors.joining());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(TABLE, text, StandardCharsets.UTF_8);
        }
        assertThat(text).isEqualTo(Files.readString(TABLE, StandardCharsets.UTF_8));
    }

    private static String row(Edge edge) {
        Edge.Result single = edge.compiled(Precision.FLOAT);
        Edge.Result twice = edge.compiled(Precision.DOUBLE);
        return "| " + edge.name() + " | " + numbers(edge.x().apply(Edge.large(Precision.DOUBLE))) + " | "
                + (float) single.loss() + " | " + Arrays.stream(single.slope()).mapToObj(x -> Float.toString((float) x))
                        .collect(Collectors.joining(", "))
                + " | " + twice.loss() + " | " + numbers(twice.slope()) + " |\n";
    }

    private static String numbers(double... numbers) {
        return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(", "));
    }
}
