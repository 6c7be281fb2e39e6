package dev.gradc.gradcheck;

import dev.gradc.compiler.ir.Shape;
import dev.gradc.gradcheck.draw.DrawnBatch;
import dev.gradc.gradcheck.draw.DrawnInput;
import dev.gradc.gradcheck.draw.DrawnLayer;
import dev.gradc.gradcheck.draw.DrawnLoss;
import dev.gradc.gradcheck.draw.DrawnNetwork;
import dev.gradc.gradcheck.draw.DrawnOptimizer;
import dev.gradc.gradcheck.draw.DrawnRegularizer;
import dev.gradc.gradcheck.draw.Filling;
import dev.gradc.gradcheck.draw.Formula;
import dev.gradc.gradcheck.draw.Step;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// What jqwik's properties draw: shapes, numbers, formulas, layers, losses and whole networks. All of them shrink: a
/// property that fails tells the smallest network that it fails for, as code to paste.
///
/// [GradcDomain] gives the same by the type of a property's parameter.
public final class Draws {
    private static final List<Integer> ROWS = List.of(1, 2, 3, 5, 8, 19, 64);

    private Draws() {
    }

    /// Shapes of up to three axes of 1 to 7 numbers, half of them with a batch in front.
    public static Arbitrary<Shape> shapes() {
        Arbitrary<List<Integer>> extents = Arbitraries.integers().between(1, 7).list().ofMaxSize(3);
        return Combinators.combine(extents, Arbitraries.of(false, true))
                .as((row, batch) -> batch ? Shape.batchOf(new ArrayList<>(row)) : new Shape(row));
    }

    /// Numbers: most of them between −2 and 2, and one in four at an edge (±0, ±1, the smallest, ±30, ±10⁴).
    public static Arbitrary<Double> numbers() {
        return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.of(DrawnBatch.EDGES)),
                Tuple.of(3, Arbitraries.doubles().between(-2, 2).ofScale(6)));
    }

    /// The content of a tensor, row-major.
    ///
    /// @param rows the batch, where the shape has one
    public static Arbitrary<double[]> contents(Shape shape, int rows) {
        return numbers().array(double[].class).ofSize(Math.toIntExact(shape.size().at(rows)));
    }

    /// The content of a network's inputs and parameters, for 1 to 64 rows.
    public static Arbitrary<DrawnBatch> batches() {
        return batches(ROWS);
    }

    /// The same for other numbers of rows, the simplest first.
    public static Arbitrary<DrawnBatch> batches(List<Integer> rows) {
        return Combinators.combine(Arbitraries.of(rows), Arbitraries.of(Filling.class), Arbitraries.longs())
                .as(DrawnBatch::new);
    }

    /// Scalar formulas of one argument or two.
    ///
    /// @param kinks whether there may be functions without a derivative at some point
    public static Arbitrary<Formula> formulas(int arguments, boolean kinks) {
        return FormulaDraws.formulas(arguments, kinks);
    }

    /// The inputs of networks.
    public static Arbitrary<DrawnInput> inputs(NetworkOptions options) {
        Arbitrary<DrawnInput> ordinary = Combinators.combine(
                Choices.weighted(List.of(DrawnInput.Kind.values()), List.of(6, 1, 1, 1, 1, 1)),
                Choices.widths(options.width())).as(DrawnInput::new);
        return options.largeInputs() ? Arbitraries.frequencyOf(Tuple.of(7, ordinary), Tuple.of(1, largeInputs()))
                : ordinary;
    }

    private static Arbitrary<DrawnInput> largeInputs() {
        return Arbitraries.integers().between(1, 1300)
                .map(width -> new DrawnInput(DrawnInput.Kind.REAL, width));
    }

    /// The layers of networks.
    public static Arbitrary<DrawnLayer> layers(NetworkOptions options) {
        return new LayerDraws(options).layers();
    }

    /// The steps of networks.
    public static Arbitrary<Step> steps(NetworkOptions options) {
        return new StepDraws(options).steps();
    }

    /// The losses of networks.
    public static Arbitrary<DrawnLoss> losses(NetworkOptions options) {
        return LossDraws.losses(options);
    }

    /// What weights cost.
    public static Arbitrary<DrawnRegularizer> regularizers(NetworkOptions options) {
        return LossDraws.regularizers(options);
    }

    /// Optimisers, half of them with clipped gradients.
    public static Arbitrary<DrawnOptimizer> optimizers() {
        return Combinators.combine(Arbitraries.of(DrawnOptimizer.Kind.class), Arbitraries.of(0.1, 0.01, 1.0),
                Choices.weighted(List.of(DrawnOptimizer.Clipping.values()), List.of(4, 1, 1))).as(DrawnOptimizer::new);
    }

    /// Networks of all kinds.
    public static Arbitrary<DrawnNetwork> networks() {
        return networks(NetworkOptions.DEFAULT);
    }

    /// Networks.
    public static Arbitrary<DrawnNetwork> networks(NetworkOptions options) {
        return Combinators.combine(inputs(options).list().ofMinSize(1).ofMaxSize(options.inputs()),
                steps(options).list().ofMaxSize(options.steps()), losses(options),
                Choices.references().list().ofMaxSize(2), regularizers(options).list().ofMaxSize(1),
                optimizers().optional(0.9)).as(DrawnNetwork::new).withoutEdgeCases();
    }
}
