package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler.Backend;
import dev.gradc.compiler.Compiler.Options;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A network that is compiled again has the program of the first time.
class CompiledAgainTest {
    private static final Options OPTIONS = Options.of(Precision.FLOAT);
    private static final DataSet DATA = ArrayDataSet.rows(6)
            .reals("x", new SplittableRandom(3).doubles(18, -1, 1).toArray(), 3)
            .reals("t", new SplittableRandom(4).doubles(12).toArray(), 2).build();

    private static final class Small extends Network {
        private final int width;

        Small(int width) {
            this.width = width;
        }

        @Override
        protected void define() {
            Tensor y = input("x", 3).then(affine(width), tanh(), dropout(0.2), affine(2));
            output("y", y);
            loss(mse(y, input("t", 2)));
            optimizer(adam(0.01));
        }
    }

    private static String trained(Model model) {
        model.initialize(5);
        for (int step = 0; step < 10; step++) {
            model.train(DATA, 0.01);
        }
        return model.sha256();
    }

    @Test
    void equalNetworksShareAProgramAndNoState() {
        Model first = new Small(7).compile(OPTIONS);
        Model second = new Small(7).compile(OPTIONS);
        assertThat(second.program()).isSameAs(first.program());
        String expected = trained(first);
        assertThat(trained(second)).isEqualTo(expected);
        List<String> stages = new ArrayList<>();
        Model watched = new Small(7).compile(OPTIONS.watchedBy((name, _) -> stages.add(name)));
        assertThat(watched.program()).isNotSameAs(first.program());
        assertThat(stages).contains("graph", "loops", "bytecode");
        assertThat(trained(watched)).isEqualTo(expected);
    }

    @Test
    void otherNetworksAndOptionsHaveTheirOwn() {
        Model model = new Small(7).compile(OPTIONS);
        assertThat(new Small(8).compile(OPTIONS).program()).isNotSameAs(model.program());
        assertThat(new Small(7).compile(OPTIONS.withDebug(true)).program()).isNotSameAs(model.program());
        assertThat(new Small(7).compile(OPTIONS.withBackend(Backend.INTERPRETER)).program())
                .isNotSameAs(model.program());
        assertThat(new Small(7).compile(Options.of(Precision.DOUBLE)).program()).isNotSameAs(model.program());
    }
}
