package dev.gradc.gradcheck;

import dev.gradc.gradcheck.draw.OwnOp;
import dev.gradc.gradcheck.draw.Statistic;
import dev.gradc.gradcheck.draw.Step;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Combinators.F2;
import net.jqwik.api.Tuple;

/// Draws the steps of networks.
final class StepDraws {
    private final NetworkOptions options;
    private final LayerDraws layers;

    StepDraws(NetworkOptions options) {
        this.options = options;
        this.layers = new LayerDraws(options);
    }

    Arbitrary<Step> steps() {
        Arbitrary<Step> apply = Combinators.combine(Choices.references(), layers.layers()).as(Step.Apply::new);
        return Arbitraries.frequencyOf(Tuple.of(24, apply), Tuple.of(10, ofTwo()), Tuple.of(8, moved()),
                Tuple.of(5, reduced()), Tuple.of(4, shared()), Tuple.of(3, own()));
    }

    private Arbitrary<Step> ofTwo() {
        return Arbitraries.oneOf(List.of(pair(Step.Join::new), pair(Step.Gate::new), pair(Step.Outer::new),
                pair(Step.Inner::new), meet(), meet()));
    }

    private static Arbitrary<Step> pair(F2<Integer, Integer, Step> made) {
        return Combinators.combine(Choices.references(), Choices.references()).as(made);
    }

    private Arbitrary<Step> meet() {
        return Combinators.combine(Choices.references(), Choices.references(), Draws.formulas(2, options.kinks()))
                .as(Step.Meet::new);
    }

    private Arbitrary<Step> moved() {
        Arbitrary<Integer> from = Choices.references();
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 40);
        Arbitrary<Step> part = Combinators.combine(from, number, number).as(Step.Part::new);
        Arbitrary<Step> column = Combinators.combine(from, number).as(Step.Column::new);
        Arbitrary<Step> swap = Combinators.combine(from, Arbitraries.integers().between(1, 5)).as(Step.Swap::new);
        Arbitrary<Step> augment = Combinators.combine(from, Arbitraries.of(1.0, -0.5)).as(Step.Augment::new);
        return Arbitraries.oneOf(List.of(part, column, swap, augment));
    }

    private Arbitrary<Step> reduced() {
        Arbitrary<Integer> from = Choices.references();
        Arbitrary<Statistic> statistics = Arbitraries.of(Arrays.stream(Statistic.values())
                .filter(statistic -> options.kinks() || statistic.smooth()).toList());
        Arbitrary<Step> pool = Combinators.combine(from, Arbitraries.integers().between(1, 5), statistics)
                .as(Step.Pool::new);
        Arbitrary<Step> centre = Combinators.combine(from, statistics).as(Step.Centre::new);
        Arbitrary<Step> batchCentre = Combinators.combine(from, statistics).as(Step.BatchCentre::new);
        return Arbitraries.frequencyOf(Tuple.of(4, pool), Tuple.of(4, centre), Tuple.of(2, batchCentre),
                Tuple.of(2, from.map(Step.Scale::new)), Tuple.of(1, from.map(Step.Mingle::new)));
    }

    private Arbitrary<Step> shared() {
        Arbitrary<Integer> from = Choices.references();
        Arbitrary<Step> twice = Combinators.combine(from, layers.activations()).as(Step.Twice::new);
        Arbitrary<Step> siamese = Combinators.combine(from, Choices.references(), layers.widths())
                .as(Step.Siamese::new);
        Arbitrary<Step> tied = Combinators.combine(from, layers.widths(), layers.activations()).as(Step.Tied::new);
        return Arbitraries.oneOf(List.of(twice, siamese, tied));
    }

    private static Arbitrary<Step> own() {
        Arbitrary<Step> own = Combinators.combine(Choices.references(), Arbitraries.of(OwnOp.class))
                .as(Step.Own::new);
        return Arbitraries.oneOf(List.of(own, pair(Step.OwnProduct::new), Choices.references().map(Step.Stop::new),
                pair(Step.Slope::new)));
    }
}
