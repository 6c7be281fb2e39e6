package dev.gradc.data;

import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Rows;
import dev.gradc.runtime.Split;
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

    /// Keeps a share of the rows aside for testing, drawn as [Split#stratified] says: the same share of every class.
    ///
    /// @param share of the test part
    /// @throws dev.gradc.runtime.GradcException when the share is out of range, or leaves a part empty
    public static TrainTest split(DataSet data, double share, long seed) {
        Split split = Split.stratified(data, share, seed);
        return new TrainTest(split.first(), split.second());
    }
}
