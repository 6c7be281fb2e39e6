package dev.gradc.data;

import dev.gradc.runtime.ArrayDataSet;
import java.util.stream.IntStream;

/// Points in the plane, in classes that no straight line parts.
record Planar(int samples, int classes, double noise, long seed, Shape shape) {
    /// Where the points lie before noise is added.
    enum Shape {
        /// Arms that wind once about the origin.
        SPIRALS(1),
        /// Two half circles that interlock.
        MOONS(2),
        /// Two circles about the origin.
        CIRCLES(3);

        private final int set;

        Shape(int set) {
            this.set = set;
        }
    }

    /// Checks the numbers.
    Planar {
        Sizes.check(samples, classes, noise);
    }

    TrainTest draw() {
        double[] points = new double[2 * samples];
        for (int row = 0; row < samples; row++) {
            Draws draws = new Draws(seed, shape.set, row);
            double[] point = point(row % classes, draws.uniform());
            points[2 * row] = point[0] + noise * draws.normal();
            points[2 * row + 1] = point[1] + noise * draws.normal();
        }
        return TrainTest.at(ArrayDataSet.rows(samples).reals(DataSets.FEATURES, points, 2)
                .labels(DataSets.LABEL, IntStream.range(0, samples).map(row -> row % classes).toArray(), classes)
                .build(), Sizes.train(samples));
    }

    private double[] point(int label, double u) {
        return switch (shape) {
            case SPIRALS -> polar(u, 2 * StrictMath.PI * (u + (double) label / classes));
            case CIRCLES -> polar(label == 0 ? 1 : 0.5, 2 * StrictMath.PI * u);
            case MOONS -> moon(label, polar(1, StrictMath.PI * u));
        };
    }

    private static double[] moon(int label, double[] upper) {
        return label == 0 ? upper : new double[]{1 - upper[0], 0.5 - upper[1]};
    }

    private static double[] polar(double radius, double angle) {
        return new double[]{radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
    }
}
