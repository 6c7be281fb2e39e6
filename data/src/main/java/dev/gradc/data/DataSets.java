package dev.gradc.data;

import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.GradcException;
import java.nio.file.Path;
import java.util.List;

/// Every data set that gradc can read or draw, by name. Files may be gzip; whatever is wrong with one is told in one
/// sentence, as a [GradcException]. Fields are called `x` (features), `label` (a class) and `y` (a number to predict).
///
/// Generated sets are functions of their seed: the same bits on every machine. Row i has class i mod the number of
/// classes; the first four fifths of the rows are for training, the others for testing.
public final class DataSets {
    /// The field of features.
    static final String FEATURES = "x";
    /// The field of the class to predict.
    static final String LABEL = "label";
    /// The field of the number or numbers to predict.
    static final String TARGET = "y";

    private DataSets() {
    }

    /// A CSV file whose last column is to be predicted; [Csv] reads others.
    public static DataSet csv(Path file) {
        return Csv.file(file).read();
    }

    /// Features and targets in two CSV files, row for row.
    public static DataSet csv(Path features, Path targets) {
        CsvPair pair = new CsvPair(Csv.file(features), Csv.file(targets));
        return pair.read(pair.schema());
    }

    /// An NPY file of features, all extents but the first making a row.
    public static DataSet npy(Path features) {
        return Npy.read(features, Integer.MAX_VALUE);
    }

    /// NPY files of features and of what shall be predicted: classes as integers from 0, or real numbers.
    public static DataSet npy(Path features, Path targets) {
        return Npy.read(features, targets, Integer.MAX_VALUE, Target.DETECT, List.of());
    }

    /// IDX images, scaled from 0…255 to 0…1, and their labels.
    public static DataSet idx(Path images, Path labels) {
        return Idx.read(images, labels, Integer.MAX_VALUE, List.of());
    }

    /// IDX images, scaled from 0…255 to 0…1, with the labels that stand beside them under the usual name.
    public static DataSet idx(Path images) {
        Path labels = Idx.labelsBeside(images).orElseThrow(() -> new GradcException("no labels stand beside " + images
                + ": name their file, which is usually called " + Idx.labelsName(images.getFileName().toString())));
        return idx(images, labels);
    }

    /// The folder of CIFAR-10's binary version: 3,072 numbers from 0 to 1, ten classes.
    public static TrainTest cifar10(Path folder) {
        return Cifar10.readFolder(folder, Integer.MAX_VALUE);
    }

    /// CIFAR-10 binary files, one after another.
    public static DataSet cifar10(List<Path> files) {
        return Cifar10.read(files, Integer.MAX_VALUE);
    }

    /// Exclusive or: its four rows, for training and testing alike; class 1 where the two features differ.
    public static TrainTest xor() {
        DataSet rows = ArrayDataSet.rows(4).reals(FEATURES, new double[]{0, 0, 0, 1, 1, 0, 1, 1}, 2)
                .labels(LABEL, new int[]{0, 1, 1, 0}, 2).build();
        return new TrainTest(rows, rows);
    }

    /// 1,000 points of two spirals, with noise of 0.02.
    public static TrainTest spirals() {
        return spirals(1000, 2, 0.02, 0);
    }

    /// Spirals wound once about the origin, of radius 0 to 1, one for each class.
    ///
    /// @param samples how many points there are, for training and testing together
    /// @param classes how many spirals
    /// @param noise the standard deviation of what is added to both coordinates
    public static TrainTest spirals(int samples, int classes, double noise, long seed) {
        return new Planar(samples, classes, noise, seed, Planar.Shape.SPIRALS).draw();
    }

    /// 1,000 points of two half circles that interlock, with noise of 0.1.
    public static TrainTest moons() {
        return moons(1000, 0.1, 0);
    }

    /// Two half circles of radius 1 that interlock: an upper one about (0, 0), a lower one about (1, ½).
    ///
    /// @param samples how many points there are, for training and testing together
    /// @param noise the standard deviation of what is added to both coordinates
    public static TrainTest moons(int samples, double noise, long seed) {
        return new Planar(samples, 2, noise, seed, Planar.Shape.MOONS).draw();
    }

    /// 1,000 points of two circles, one within the other, with noise of 0.05.
    public static TrainTest circles() {
        return circles(1000, 0.05, 0);
    }

    /// Circles about the origin of radius 1 (class 0) and ½ (class 1).
    ///
    /// @param samples how many points there are, for training and testing together
    /// @param noise the standard deviation of what is added to both coordinates
    public static TrainTest circles(int samples, double noise, long seed) {
        return new Planar(samples, 2, noise, seed, Planar.Shape.CIRCLES).draw();
    }

    /// 250 points of a curve, with noise of 0.1.
    public static TrainTest curve() {
        return curve(250, 0.1, 0);
    }

    /// A regression in one dimension: y = sin(2πx) + noise, x uniform in [0, 1).
    ///
    /// @param samples how many points there are, for training and testing together
    /// @param noise the standard deviation of what is added to y
    public static TrainTest curve(int samples, double noise, long seed) {
        return Curve.draw(samples, noise, seed);
    }
}
