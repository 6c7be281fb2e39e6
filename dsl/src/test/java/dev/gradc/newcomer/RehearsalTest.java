package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler.Backend;
import dev.gradc.compiler.Compiler.Options;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.Binding;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Session;
import dev.gradc.runtime.Workers;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A rehearsal changes nothing but the time that steps take.
class RehearsalTest {
    private static final int ROWS = 20;
    private static final int[] ORDER = new int[ROWS];
    private static final DataSet DATA = ArrayDataSet.rows(1)
            .reals("x", new SplittableRandom(1).doubles(24, -1, 1).toArray(), 24).reals("t", new double[]{1}, 1)
            .build();

    private static final class Noisy extends Network {
        @Override
        protected void define() {
            Tensor y = input("x", 24).then(affine(40), relu(), dropout(0.3), affine(1));
            output("y", y);
            loss(mse(y, input("t", 1)));
            optimizer(adam(0.01));
        }
    }

    private static String trained(Backend backend, boolean rehearsed) {
        Model model = new Noisy().compile(Options.of(Precision.FLOAT).withBackend(backend));
        model.initialize(3);
        try (Workers workers = new Workers(1)) {
            Session session = new Session(model, ROWS, workers);
            Binding data = Binding.of(model, DATA, Program.TRAIN);
            for (int step = 0; step < 6; step++) {
                if (rehearsed && step % 3 == 0) {
                    session.rehearse(Program.TRAIN);
                }
                session.train(data, ORDER, 0, ROWS, 0.01);
            }
        }
        return model.sha256();
    }

    @ParameterizedTest
    @EnumSource
    void parametersAndRandomnessAreUntouched(Backend backend) {
        assertThat(trained(backend, true)).isEqualTo(trained(backend, false));
    }
}
