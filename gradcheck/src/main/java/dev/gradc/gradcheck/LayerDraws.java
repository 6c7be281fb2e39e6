package dev.gradc.gradcheck;

import dev.gradc.gradcheck.draw.Activation;
import dev.gradc.gradcheck.draw.DrawnLayer;
import dev.gradc.gradcheck.draw.Start;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/// Draws layers.
final class LayerDraws {
    private static final int BLOCK = 3;
    private static final int MAXOUT = 20;
    private final NetworkOptions options;

    LayerDraws(NetworkOptions options) {
        this.options = options;
    }

    Arbitrary<Activation> activations() {
        return Arbitraries.of(Arrays.stream(Activation.values())
                .filter(activation -> options.kinks() || activation.smooth()).toList());
    }

    Arbitrary<Integer> widths() {
        return Choices.widths(options.width());
    }

    Arbitrary<DrawnLayer> layers() {
        List<Tuple2<Integer, Arbitrary<DrawnLayer>>> choices = new ArrayList<>(simple());
        choices.add(Tuple.of(2, residual()));
        return Arbitraries.frequencyOf(choices);
    }

    private List<Tuple2<Integer, Arbitrary<DrawnLayer>>> simple() {
        List<Tuple2<Integer, Arbitrary<DrawnLayer>>> choices = new ArrayList<>();
        choices.add(Tuple.of(8, activations().map(DrawnLayer.Activated::new)));
        choices.add(Tuple.of(8, dense()));
        choices.add(Tuple.of(1, Arbitraries.of(new DrawnLayer.Norm())));
        choices.add(Tuple.of(1, rates().map(DrawnLayer.Dropout::new)));
        choices.add(Tuple.of(3, Draws.formulas(1, options.kinks()).map(DrawnLayer.Mapped::new)));
        if (options.kinks()) {
            choices.add(Tuple.of(1,
                    Combinators
                            .combine(Choices.widths(Math.min(MAXOUT, options.width())),
                                    Arbitraries.integers().between(1, 3))
                            .as(DrawnLayer.Maxout::new)));
        }
        return choices;
    }

    private static Arbitrary<Double> rates() {
        return Arbitraries.of(0.5, 0.2, 0.0);
    }

    private Arbitrary<DrawnLayer> dense() {
        Arbitrary<Boolean> mostly = Choices.weighted(List.of(true, false), List.of(4, 1));
        return Combinators.combine(widths(), mostly, mostly,
                Choices.weighted(List.of(Start.values()), List.of(8, 1, 1, 1, 1, 1, 1, 1, 1)),
                Draws.regularizers(options).optional(0.1)).as(DrawnLayer.Dense::new);
    }

    private Arbitrary<DrawnLayer> residual() {
        return Combinators.combine(Arbitraries.frequencyOf(simple()).list().ofMaxSize(BLOCK),
                rates().optional(0.4)).as(DrawnLayer.Residual::new);
    }
}
