package dev.gradc.runtime;

import dev.gradc.runtime.CounterRandom.Purpose;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A data set in two parts.
///
/// @param first the larger part, as a rule: the training rows
/// @param second the rows kept aside, for validation or for a test
public record Split(DataSet first, DataSet second) {
    /// Keeps a share of the rows aside, drawn at random as a function of the seed and the number of rows. Both parts keep
    /// the order of the rows.
    ///
    /// @param share from 0 to less than 1; rounded to a whole number of rows, at least one where it is not 0
    /// @throws GradcException when the share is out of range, or leaves a part empty
    public static Split random(DataSet data, double share, long seed) {
        checkShare(share);
        int size = data.size();
        int aside = share == 0 ? 0 : (int) Math.max(1, Math.rint(share * size));
        if (aside >= size) {
            throw new GradcException("a data set of " + size + " rows is too small to keep a share of " + share
                    + " of them aside");
        }
        int[] order = order(size, seed);
        return of(data, Arrays.stream(order, aside, size), Arrays.stream(order, 0, aside));
    }

    /// The same with that share of every class, rounded to whole rows, where a field holds classes; the first such field
    /// counts. Without one it is [#random].
    ///
    /// @throws GradcException when the share is out of range, or leaves a part empty
    public static Split stratified(DataSet data, double share, long seed) {
        checkShare(share);
        int field = data.fields().stream().map(Field::kind).toList().indexOf(Field.Kind.LABEL);
        if (field < 0) {
            return random(data, share, seed);
        }
        int[] order = order(data.size(), seed);
        int[] left = new int[Arrays.stream(order).map(row -> data.label(field, row)).max().orElse(0) + 1];
        Arrays.stream(order).forEach(row -> left[data.label(field, row)]++);
        Arrays.setAll(left, c -> (int) Math.rint(share * left[c]));
        boolean[] aside = new boolean[data.size()];
        for (int row : order) {
            aside[row] = left[data.label(field, row)]-- > 0;
        }
        Split split = of(data, Arrays.stream(order).filter(row -> !aside[row]),
                Arrays.stream(order).filter(row -> aside[row]));
        return share > 0 && (split.first.size() == 0 || split.second.size() == 0) ? random(data, share, seed) : split;
    }

    private static void checkShare(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new GradcException(
                    "the share of rows to keep aside is " + share + ", but must be at least 0 and less than 1");
        }
    }

    private static int[] order(int size, long seed) {
        int[] order = new int[size];
        CounterRandom.permute(CounterRandom.key(seed, Purpose.SPLIT), order);
        return order;
    }

    private static Split of(DataSet data, IntStream first, IntStream second) {
        return new Split(new Rows(data, first.sorted().toArray()), new Rows(data, second.sorted().toArray()));
    }
}
