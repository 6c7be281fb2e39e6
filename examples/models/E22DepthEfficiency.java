package dev.gradc.examples;

import dev.gradc.data.Mnist1d;
import dev.gradc.data.TrainTest;
import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import java.util.SplittableRandom;

/// 22. Depth efficiency (Prince, Understanding Deep Learning, figure 20.2): networks of 1 to 4 hidden layers with about the
/// same number of parameters learn MNIST-1D with random labels by heart, the deeper ones in fewer epochs. All rows in each
/// step, He initialisation, η = 0.0025, no momentum.
public class E22DepthEfficiency extends Network {
    /// Units of each hidden layer, by the number of layers: 15,208, 15,210, 15,235 and 15,319 parameters. (Where a slide
    /// has 15,139 for the last, two of its digits are swapped.)
    static final int[] WIDTHS = {298, 100, 75, 63};

    private final int layers;

    /// Four hidden layers.
    public E22DepthEfficiency() {
        this(4);
    }

    /// @param layers how many hidden layers there are, 1 to 4
    public E22DepthEfficiency(int layers) {
        this.layers = layers;
    }

    @Override
    protected void define() {
        Tensor h = input("x", 40);
        Labels y = labels("y", 10);
        for (int layer = 0; layer < layers; layer++) {
            h = h.then(affine(WIDTHS[layers - 1]).weights(heNormal()), relu());
        }
        Tensor z = h.then(affine(10).weights(heNormal()));
        output("probabilities", softmax(z));
        loss(crossEntropy(softmax(z), y));
        optimizer(sgd(0.0025));
        fullBatch();
        epochs(1_000_000);
        DataSet rows = randomlyLabelled(Mnist1d.train(), 20);
        data(new TrainTest(rows, rows));
    }

    /// The same rows with labels that have nothing to do with them.
    static DataSet randomlyLabelled(DataSet rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[rows.size() * Mnist1d.WIDTH];
        int[] labels = new int[rows.size()];
        for (int row = 0; row < labels.length; row++) {
            rows.copy(0, row, x, row * Mnist1d.WIDTH);
            labels[row] = random.nextInt(10);
        }
        return ArrayDataSet.rows(labels.length).reals("x", x, Mnist1d.WIDTH).labels("label", labels, 10).build();
    }
}
