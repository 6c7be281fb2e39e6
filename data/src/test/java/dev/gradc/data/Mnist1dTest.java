package dev.gradc.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.runtime.DataSet;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Mnist1dTest {
    private static final int WIDTH = Mnist1d.WIDTH;

    /// Rows and labels of a data set, and what follows from them.
    private record Sample(double[][] x, int[] labels) {
        static Sample of(DataSet data) {
            double[][] x = new double[data.size()][WIDTH];
            for (int r = 0; r < data.size(); r++) {
                data.copy(0, r, x[r], 0);
            }
            return new Sample(x, IntStream.range(0, data.size()).map(r -> data.label(1, r)).toArray());
        }

        Sample of(int label) {
            int[] rows = IntStream.range(0, x.length).filter(r -> labels[r] == label).toArray();
            return new Sample(Arrays.stream(rows).mapToObj(r -> x[r]).toArray(double[][]::new),
                    Arrays.stream(rows).map(r -> labels[r]).toArray());
        }

        double[] mean(int label) {
            double[] mean = new double[WIDTH];
            int count = 0;
            for (int r = 0; r < x.length; r++) {
                if (labels[r] == label) {
                    count++;
                    for (int i = 0; i < WIDTH; i++) {
                        mean[i] += x[r][i];
                    }
                }
            }
            int n = count;
            return Arrays.stream(mean).map(m -> m / n).toArray();
        }

        double[] deviations() {
            double[] squares = new double[WIDTH];
            for (double[] row : x) {
                for (int i = 0; i < WIDTH; i++) {
                    squares[i] += row[i] * row[i] / x.length;
                }
            }
            return Arrays.stream(squares).map(Math::sqrt).toArray();
        }

        /// The lag-one correlation of neighbouring numbers in a row: how smooth rows are.
        double smoothness() {
            double products = 0;
            double squares = 0;
            for (double[] row : x) {
                for (int i = 1; i < WIDTH; i++) {
                    products += row[i] * row[i - 1];
                    squares += row[i] * row[i];
                }
            }
            return products / squares;
        }

        double nearestCentroidAccuracy(Sample test) {
            double[][] means = IntStream.range(0, 10).mapToObj(this::mean).toArray(double[][]::new);
            int right = 0;
            for (int r = 0; r < test.x.length; r++) {
                double[] row = test.x[r];
                int best = IntStream.range(0, 10).boxed()
                        .min(java.util.Comparator.comparingDouble(c -> distance(means[c], row))).orElseThrow();
                right += best == test.labels[r] ? 1 : 0;
            }
            return (double) right / test.x.length;
        }
    }

    private static double distance(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum();
    }

    private static double correlation(double[] a, double[] b) {
        double ma = Arrays.stream(a).average().orElseThrow();
        double mb = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - ma) * (b[i] - mb);
            aa += (a[i] - ma) * (a[i] - ma);
            bb += (b[i] - mb) * (b[i] - mb);
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Test
    void theWholeSetIsStandardisedAndItsClassesAreEven() {
        TrainTest parts = Mnist1d.draw();
        Sample train = Sample.of(parts.train());
        Sample test = Sample.of(parts.test());
        assertThat(train.x).hasDimensions(4000, WIDTH);
        assertThat(test.x).hasDimensions(1000, WIDTH);
        double[] all = java.util.stream.Stream.of(train.x, test.x).flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(1e-12));
        assertThat(Math.sqrt(Arrays.stream(all).map(v -> (v - mean) * (v - mean)).average().orElseThrow()))
                .isCloseTo(1, within(1e-12));
        for (int c = 0; c < 10; c++) {
            int label = c;
            long inTrain = Arrays.stream(train.labels).filter(l -> l == label).count();
            assertThat(inTrain).isBetween(360L, 440L);
            assertThat(inTrain + Arrays.stream(test.labels).filter(l -> l == label).count()).isEqualTo(500);
        }
    }

    @Test
    void templatesAreThePublishedOnes() {
        double[] published = NpyArray.read(SharedData.file("mnist1d/templates_x_f64.npy"), 10).values();
        double[] templates = Arrays.stream(Mnist1d.templates()).flatMapToDouble(Arrays::stream).toArray();
        assertThat(templates).hasSize(120).containsExactly(published, within(1e-12));
    }

    @Test
    void resamplingAndFilterAreThoseOfTheirDefinitions() {
        assertThat(Mnist1d.resample(new double[]{0, 1, 4}, 5)).containsExactly(0, 0.5, 1, 2.5, 4);
        assertThat(Mnist1d.resample(new double[]{0, 1, 4, 9, 16}, 3)).containsExactly(0, 4, 16);
        double[] constant = new double[72];
        Arrays.fill(constant, 3);
        assertThat(Mnist1d.gaussianFilter(constant)).containsExactly(constant, within(1e-12));
        double[] impulse = new double[72];
        impulse[0] = 1;
        double[] filtered = Mnist1d.gaussianFilter(impulse);
        // scipy.ndimage.gaussian_filter of a unit impulse at the end, sigma 2: the mirror adds w(1) to w(0), w(2) to w(1), …
        assertThat(filtered[0]).isCloseTo(0.3755104067, within(1e-10));
        assertThat(filtered[7]).isCloseTo(0.0005032653, within(1e-10));
        assertThat(filtered[8]).isCloseTo(0.0000669163, within(1e-10));
        assertThat(filtered[9]).isZero();
    }

    @Test
    void rowsAreDistributedAsThePublishedOnes() {
        Sample theirs = Sample
                .of(DataSets.npy(SharedData.file("mnist1d/x_f64.npy"), SharedData.file("mnist1d/y_i64.npy")));
        Sample theirTest = Sample
                .of(DataSets.npy(SharedData.file("mnist1d/x_test_f64.npy"), SharedData.file("mnist1d/y_test_i64.npy")));
        Sample ours = Sample.of(Mnist1d.train());
        Sample ourTest = Sample.of(Mnist1d.test());
        assertThat(ours.smoothness()).isCloseTo(theirs.smoothness(), within(0.01));
        double expected = theirs.nearestCentroidAccuracy(theirTest);
        assertThat(expected).isBetween(0.2, 0.5);
        assertThat(ours.nearestCentroidAccuracy(ourTest)).isCloseTo(expected, within(0.05));
        assertThat(theirs.nearestCentroidAccuracy(ourTest)).isCloseTo(expected, within(0.05));
        assertThat(ours.nearestCentroidAccuracy(theirTest)).isCloseTo(expected, within(0.05));
    }

    /// The published set's mean curves are themselves uncertain (those of its two halves correlate by 0.13 to 0.93), so
    /// a large draw is compared with them in units of their standard errors.
    @Test
    void meanCurvesAreThePublishedOnesWithinTheirErrors() {
        Sample theirs = Sample
                .of(DataSets.npy(SharedData.file("mnist1d/x_f64.npy"), SharedData.file("mnist1d/y_i64.npy")));
        Sample ours = Sample.of(Mnist1d.draw(25_000, 3).train());
        double[] allOurs = new double[10 * WIDTH];
        double[] allTheirs = new double[10 * WIDTH];
        for (int c = 0; c < 10; c++) {
            double[] mean = ours.mean(c);
            double[] theirMean = theirs.mean(c);
            double[] deviations = ours.of(c).deviations();
            double error = Math.sqrt(1.0 / ours.of(c).x.length + 1.0 / theirs.of(c).x.length);
            double squares = 0;
            for (int i = 0; i < WIDTH; i++) {
                double z = (mean[i] - theirMean[i]) / (deviations[i] * error);
                assertThat(z).as("number %d of class %d", i, c).isBetween(-4.0, 4.0);
                squares += z * z / WIDTH;
            }
            assertThat(squares).as("class %d", c).isLessThan(2.5);
            System.arraycopy(mean, 0, allOurs, c * WIDTH, WIDTH);
            System.arraycopy(theirMean, 0, allTheirs, c * WIDTH, WIDTH);
        }
        assertThat(correlation(allOurs, allTheirs)).isGreaterThan(0.9);
        double[] deviations = ours.deviations();
        double[] theirDeviations = theirs.deviations();
        for (int i = 0; i < WIDTH; i++) {
            assertThat(deviations[i] / theirDeviations[i]).as("deviation of number %d", i).isBetween(0.94, 1.06);
        }
    }
}
