package dev.gradc.compiler.loop;

import dev.gradc.runtime.Count;
import java.util.function.IntToDoubleFunction;

/// What is counted for a batch, by the line through two batches: nearly everything that depends on the batch does so in
/// proportion. (A sum over more than 1,024 rows has a few more combinations of its lanes.)
///
/// @param perRow for each row of the batch
/// @param fixed whatever the batch
record Line(double perRow, double fixed) {
    /// Whole multiples of the groups that rows are padded to, and within one block of a sum.
    private static final int FEW = 64;
    private static final int MANY = 1024;

    /// @param counted gives the number for a batch of so many rows
    static Line through(IntToDoubleFunction counted) {
        double few = counted.applyAsDouble(FEW);
        double perRow = (counted.applyAsDouble(MANY) - few) / (MANY - FEW);
        return new Line(perRow, few - FEW * perRow);
    }

    /// Rounded to whole numbers.
    Count count() {
        return new Count(Math.round(perRow), Math.round(fixed));
    }
}
