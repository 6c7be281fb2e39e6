package dev.gradc.data;

import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Data sets from NPY files.
final class Npy {
    private static final int MOST_DETECTED = 100;

    private Npy() {
    }

    /// Features alone.
    static DataSet read(Path features, int rows) {
        NpyArray x = finite(NpyArray.read(features, rows));
        return ArrayDataSet.rows(x.rows()).reals(DataSets.FEATURES, x.values(), x.width()).build();
    }

    /// Features and what is to be predicted.
    ///
    /// @param classes the classes' names when another data set has fixed them; empty: as many as the labels need
    static DataSet read(Path features, Path targets, int rows, Target target, List<String> classes) {
        NpyArray x = finite(NpyArray.read(features, rows));
        NpyArray y = NpyArray.read(targets, Integer.MAX_VALUE);
        if (y.rows() < x.rows() || y.rows() > x.rows() && x.rows() < rows) {
            throw x.file().error("has " + x.rows() + " rows, but " + targets + " has " + y.rows()
                    + ": features and targets do not belong together");
        }
        ArrayDataSet.Builder data = ArrayDataSet.rows(x.rows()).reals(DataSets.FEATURES, x.values(), x.width());
        if (isClass(y, target)) {
            int[] labels = y.labels(classes.size());
            List<String> names = classes.isEmpty() ? Classes.indices(Arrays.stream(labels).max().orElse(0) + 1)
                    : classes;
            return data.labels(DataSets.LABEL, Arrays.copyOf(labels, x.rows()), names).build();
        }
        double[] reals = Arrays.copyOf(finite(y).values(), Math.multiplyExact(x.rows(), y.width()));
        return data.reals(DataSets.TARGET, reals, y.width()).build();
    }

    private static boolean isClass(NpyArray y, Target target) {
        return switch (target) {
            case CLASS -> true;
            case REAL -> false;
            case DETECT -> y.whole() && y.width() == 1
                    && Arrays.stream(y.values()).allMatch(v -> v >= 0 && v < Classes.MOST)
                    && Arrays.stream(y.values()).distinct().limit(MOST_DETECTED + 1).count() <= MOST_DETECTED;
        };
    }

    private static NpyArray finite(NpyArray array) {
        for (int i = 0; i < array.values().length; i++) {
            if (!Double.isFinite(array.values()[i])) {
                throw array.file().error("has " + array.values()[i] + " in row " + (i / array.width() + 1) + ", column "
                        + (i % array.width() + 1) + ", but only finite numbers can be learnt from");
            }
        }
        return array;
    }
}
