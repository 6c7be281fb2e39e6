package dev.gradc.data;

import dev.gradc.runtime.CounterRandom;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Field;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A data set in two parts with the same fields.
///
/// @param train the rows to learn from
/// @param test the rows to judge by, never learnt from
public record TrainTest(DataSet train, DataSet test) {

    /// The first rows for training, the others for testing.
    static TrainTest at(DataSet data, int trainRows) {
        return new TrainTest(new Rows(data, IntStream.range(0, trainRows).toArray()),
                new Rows(data, IntStream.range(trainRows, data.size()).toArray()));
    }

    /// Draws a share of the rows for testing, as a function of the seed. Where there is a class, each class gives its share,
    /// rounded so that the parts together are right too. Both parts keep the order of the rows.
    ///
    /// @param share of the test part, greater than 0 and less than 1
    /// @throws GradcException when the share is out of range, or leaves a part empty
    public static TrainTest split(DataSet data, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new GradcException(
                    "the test part's share is " + share + ", but must be greater than 0 and less than 1");
        }
        int size = data.size();
        long most = Math.round(share * size);
        if (most < 1 || most >= size) {
            throw new GradcException("a data set of " + size + " rows is too small to test on a share of " + share);
        }
        int[] order = order(data, seed);
        boolean[] tested = new boolean[size];
        for (int i = 0; i < size; i++) {
            tested[order[i]] = taken(i + 1, share, most) > taken(i, share, most);
        }
        return new TrainTest(new Rows(data, where(tested, false)), new Rows(data, where(tested, true)));
    }

    /// How many of the first `rows` rows are for testing.
    private static long taken(int rows, double share, long most) {
        return Math.min(Math.round(rows * share), most);
    }

    /// All rows at random, those of a class side by side.
    private static int[] order(DataSet data, long seed) {
        int[] order = new int[data.size()];
        CounterRandom.permute(CounterRandom.key(seed, CounterRandom.Purpose.SPLIT), order);
        List<Field> fields = data.fields();
        int label = IntStream.range(0, fields.size()).filter(f -> fields.get(f).kind() == Field.Kind.LABEL).findFirst()
                .orElse(-1);
        if (label < 0) {
            return order;
        }
        long[] keys = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            keys[i] = (long) data.label(label, order[i]) << 32 | i;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> order[(int) key]).toArray();
    }

    private static int[] where(boolean[] tested, boolean value) {
        return IntStream.range(0, tested.length).filter(r -> tested[r] == value).toArray();
    }
}
