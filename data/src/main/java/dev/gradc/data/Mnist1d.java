package dev.gradc.data;

import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.CounterRandom;
import dev.gradc.runtime.DataSet;

/// MNIST-1D (Greydanus and Kobak, "Scaling down deep learning with MNIST-1D", ICML 2024): ten templates of digits as
/// curves in one dimension, padded, stretched, shifted, sheared and made noisy; 40 numbers a row. Its random numbers are
/// gradc's, not NumPy's, so its rows are not the published ones, but drawn from the same distribution.
public final class Mnist1d {
    /// How many rows the published set has, for training and testing together.
    public static final int SAMPLES = 5000;
    /// How many numbers a row has.
    public static final int WIDTH = 40;

    private static final int SET = 5;
    private static final int CLASSES = 10;
    private static final int TEMPLATE = 12;
    private static final int LEAST_PADDING = 36;
    private static final int PADDINGS = 25;
    private static final int LENGTH = 72;
    private static final int SHIFTS = 48;
    private static final double SCALE = 0.4;
    private static final double CORRELATED_NOISE = 0.25;
    private static final double NOISE = 0.02;
    private static final double SHEAR = 0.75;
    private static final double EPSILON = 1e-8;
    private static final double SIGMA = 2;

    private static final double[][] TEMPLATES = {{5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5},
        {5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5}, {5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5},
        {5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5}, {5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5},
        {5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5}, {5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5},
        {5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5}, {5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5},
        {5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5}};

    private Mnist1d() {
    }

    /// 4,000 training rows, of the default seed 0.
    public static DataSet train() {
        return draw().train();
    }

    /// 1,000 test rows, of the default seed 0.
    public static DataSet test() {
        return draw().test();
    }

    /// Both parts, of the default seed 0.
    public static TrainTest draw() {
        return draw(SAMPLES, 0);
    }

    /// Draws a set of any size: as many rows of each class as of any other (or one more), in random order, and the whole
    /// set standardised to mean 0 and standard deviation 1, as the published one is.
    ///
    /// @param samples how many rows there are; four fifths of them are for training
    public static TrainTest draw(int samples, long seed) {
        Sizes.check(samples, CLASSES, 0);
        double[][] templates = templates();
        int[] order = new int[samples];
        CounterRandom.permute(Draws.key(seed, SET), order);
        double[] x = new double[samples * WIDTH];
        int[] labels = new int[samples];
        for (int row = 0; row < samples; row++) {
            int label = order[row] % CLASSES;
            double[] values = sample(templates[label], new Draws(seed, SET, order[row]));
            System.arraycopy(values, 0, x, row * WIDTH, WIDTH);
            labels[row] = label;
        }
        standardize(x);
        return TrainTest.at(ArrayDataSet.rows(samples).reals(DataSets.FEATURES, x, WIDTH)
                .labels(DataSets.LABEL, labels, CLASSES).build(), Sizes.train(samples));
    }

    /// The ten templates: mean 0 and deviation 1, then starting at 0, then a sixth.
    static double[][] templates() {
        double[][] templates = new double[CLASSES][];
        for (int c = 0; c < CLASSES; c++) {
            double[] points = TEMPLATES[c].clone();
            standardize(points);
            double first = points[0];
            for (int i = 0; i < points.length; i++) {
                points[i] = (points[i] - first) / 6;
            }
            templates[c] = points;
        }
        return templates;
    }

    private static double[] sample(double[] template, Draws draws) {
        double[] padded = new double[TEMPLATE + LEAST_PADDING + (int) (PADDINGS * draws.uniform())];
        for (int i = 0; i < TEMPLATE; i++) {
            padded[i] = template[i] + EPSILON;
        }
        double[] stretched = resample(padded, LENGTH);
        double scale = 1 + SCALE * (draws.uniform() - 0.5);
        int shift = (int) (SHIFTS * draws.uniform());
        double[] signal = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            signal[(i + shift) % LENGTH] = scale * stretched[i];
        }
        addNoise(signal, draws);
        double shear = SHEAR * (draws.uniform() - 0.5);
        for (int i = 0; i < LENGTH; i++) {
            signal[i] -= shear * (i / (LENGTH - 1.0) - 0.5);
        }
        return resample(signal, WIDTH);
    }

    /// Correlated noise where the signal is 0, independent noise everywhere.
    private static void addNoise(double[] signal, Draws draws) {
        double[] noise = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            noise[i] = CORRELATED_NOISE * draws.normal();
        }
        double[] smooth = gaussianFilter(noise);
        for (int i = 0; i < LENGTH; i++) {
            signal[i] = (signal[i] == 0 ? smooth[i] : signal[i]) + NOISE * draws.normal();
        }
    }

    /// A Gaussian filter of deviation 2, cut off at four deviations, the signal mirrored at its ends (`d c b a | a b c d`).
    static double[] gaussianFilter(double[] signal) {
        int radius = (int) (4 * SIGMA + 0.5);
        double[] weights = new double[2 * radius + 1];
        double total = 0;
        for (int k = -radius; k <= radius; k++) {
            weights[k + radius] = StrictMath.exp(-0.5 * k * k / (SIGMA * SIGMA));
            total += weights[k + radius];
        }
        double[] result = new double[signal.length];
        for (int i = 0; i < signal.length; i++) {
            double sum = 0;
            for (int k = -radius; k <= radius; k++) {
                int at = i + k < 0 ? -1 - i - k : i + k >= signal.length ? 2 * signal.length - 1 - i - k : i + k;
                sum += weights[k + radius] * signal[at];
            }
            result[i] = sum / total;
        }
        return result;
    }

    /// As many numbers as asked for, evenly spaced from the first to the last, by linear interpolation.
    static double[] resample(double[] signal, int length) {
        double[] result = new double[length];
        for (int i = 0; i < length; i++) {
            int position = i * (signal.length - 1);
            int left = position / (length - 1);
            double share = (double) (position % (length - 1)) / (length - 1);
            result[i] = share == 0 ? signal[left] : signal[left] + share * (signal[left + 1] - signal[left]);
        }
        return result;
    }

    private static void standardize(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = StrictMath.sqrt(squares / values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - mean) / deviation;
        }
    }
}
