package dev.gradc.compiler.check;

/// How thoroughly gradients are checked.
///
/// @param order 1: gradients; 2: also products of the Hessian with directions
/// @param rows the rows of the batch
/// @param points how many points
/// @param samples how many elements of each parameter are checked one by one, at each point; all of them are where it has no more,
///     and else all together along a random direction
/// @param witnesses how many of the samples of each parameter are also judged by differences
/// @param seed draws the points and the samples
public record CheckOptions(int order, int rows, int points, int samples, int witnesses, long seed) {
    /// The check that is made where nothing else is asked for: first order, one point, 5 rows, 20 samples, 4 of them witnessed
    /// by differences.
    public static final CheckOptions DEFAULT = new CheckOptions(1, 5, 1, 20, 4, 1);

    /// @throws IllegalArgumentException when a number is out of range
    public CheckOptions {
        if (order < 1 || order > 2) {
            throw new IllegalArgumentException("the order must be 1 or 2, not " + order);
        }
        if (rows < 0 || points < 1 || samples < 0 || witnesses < 0) {
            throw new IllegalArgumentException("rows (" + rows + "), samples (" + samples + ") and witnesses ("
                    + witnesses + ") must not be negative, and points (" + points + ") must be at least 1");
        }
    }

    /// The same of another order.
    public CheckOptions withOrder(int other) {
        return new CheckOptions(other, rows, points, samples, witnesses, seed);
    }

    /// The same with so many rows.
    public CheckOptions withRows(int other) {
        return new CheckOptions(order, other, points, samples, witnesses, seed);
    }

    /// The same at so many points.
    public CheckOptions withPoints(int other) {
        return new CheckOptions(order, rows, other, samples, witnesses, seed);
    }

    /// The same with so many samples of each parameter.
    public CheckOptions withSamples(int other) {
        return new CheckOptions(order, rows, points, other, witnesses, seed);
    }

    /// The same with so many witnesses of each parameter.
    public CheckOptions withWitnesses(int other) {
        return new CheckOptions(order, rows, points, samples, other, seed);
    }

    /// The same from another seed.
    public CheckOptions withSeed(long other) {
        return new CheckOptions(order, rows, points, samples, witnesses, other);
    }
}
