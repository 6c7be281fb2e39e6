package dev.gradc.runtime;

import dev.gradc.runtime.CounterRandom.Purpose;
import java.util.Arrays;

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
        if (!(share >= 0 && share < 1)) {
            throw new GradcException(
                    "the share of rows to keep aside is " + share + ", but must be at least 0 and less than 1");
        }
        int size = data.size();
        int aside = share == 0 ? 0 : (int) Math.max(1, Math.rint(share * size));
        if (aside >= size) {
            throw new GradcException("a data set of " + size + " rows is too small to keep a share of " + share
                    + " of them aside");
        }
        int[] order = new int[size];
        CounterRandom.permute(CounterRandom.key(seed, Purpose.SPLIT), order);
        int[] first = Arrays.copyOfRange(order, aside, size);
        int[] second = Arrays.copyOfRange(order, 0, aside);
        Arrays.sort(first);
        Arrays.sort(second);
        return new Split(new Rows(data, first), new Rows(data, second));
    }
}
