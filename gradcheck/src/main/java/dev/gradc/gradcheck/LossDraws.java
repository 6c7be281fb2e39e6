package dev.gradc.gradcheck;

import dev.gradc.gradcheck.draw.DrawnLoss;
import dev.gradc.gradcheck.draw.DrawnLoss.Classification;
import dev.gradc.gradcheck.draw.DrawnLoss.Regression;
import dev.gradc.gradcheck.draw.DrawnRegularizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/// Draws losses, and what is added to them.
final class LossDraws {
    private LossDraws() {
    }

    static Arbitrary<DrawnLoss> losses(NetworkOptions options) {
        List<Tuple2<Integer, Arbitrary<DrawnLoss>>> choices = new ArrayList<>();
        Arbitrary<Integer> classes = Arbitraries.integers().between(2, 12);
        choices.add(Tuple.of(3, Arbitraries.of(new DrawnLoss.Plain())));
        choices.add(Tuple.of(6, Arbitraries.of(Arrays.stream(Regression.Kind.values())
                .filter(kind -> options.kinks() || kind.smooth()).toList()).map(Regression::new)));
        choices.add(Tuple.of(1, Draws.formulas(2, options.kinks()).map(DrawnLoss.Pointwise::new)));
        choices.add(Tuple.of(2, Arbitraries.of(true, false).map(DrawnLoss.Binary::new)));
        choices.add(Tuple.of(7, Combinators.combine(Arbitraries.of(Classification.Kind.class), classes,
                Arbitraries.of(Classification.Target.class)).as(Classification::new)));
        if (options.kinks()) {
            choices.add(Tuple.of(1, classes.map(DrawnLoss.Margin::new)));
        }
        return Arbitraries.frequencyOf(choices);
    }

    static Arbitrary<DrawnRegularizer> regularizers(NetworkOptions options) {
        List<DrawnRegularizer.Kind> kinds = options.kinks() ? List.of(DrawnRegularizer.Kind.values())
                : List.of(DrawnRegularizer.Kind.L2);
        return Combinators.combine(Arbitraries.of(kinds), Arbitraries.of(0.01, 0.5)).as(DrawnRegularizer::new);
    }
}
