package dev.gradc.data;

import dev.gradc.runtime.ArrayDataSet;

/// A noisy sine, to be fitted.
final class Curve {
    private static final int SET = 4;

    private Curve() {
    }

    static TrainTest draw(int samples, double noise, long seed) {
        Sizes.check(samples, 1, noise);
        double[] x = new double[samples];
        double[] y = new double[samples];
        for (int row = 0; row < samples; row++) {
            Draws draws = new Draws(seed, SET, row);
            x[row] = draws.uniform();
            y[row] = StrictMath.sin(2 * StrictMath.PI * x[row]) + noise * draws.normal();
        }
        return TrainTest.at(
                ArrayDataSet.rows(samples).reals(DataSets.FEATURES, x, 1).reals(DataSets.TARGET, y, 1).build(),
                Sizes.train(samples));
    }
}
