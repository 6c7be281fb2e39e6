package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Model;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Networks may be as deep as one likes.
class DeepTest {
    private static final int LAYERS = 1000;
    private static final int WIDTH = 16;
    private static final DataSet DATA = ArrayDataSet.rows(4)
            .reals("x", new SplittableRandom(1).doubles(4 * WIDTH, -1, 1).toArray(), WIDTH)
            .reals("t", new double[]{1, 2, 3, 4}, 1).build();

    private static final class Deep extends Network {
        @Override
        protected void define() {
            Tensor h = input("x", WIDTH);
            for (int layer = 0; layer < LAYERS; layer++) {
                h = h.plus(h.then(affine(WIDTH).weights(normal(0, 0.01)), relu()));
            }
            Tensor y = h.then(affine(1));
            output("y", y);
            loss(mse(y, input("t", 1)));
            optimizer(adam(0.001));
        }
    }

    @Test
    void aThousandLayersTrain() {
        Model model = new Deep().compile();
        model.initialize(1);
        double before = model.train(DATA, 0.001);
        assertThat(before).isFinite();
        assertThat(model.loss(DATA)).isLessThan(before);
    }
}
