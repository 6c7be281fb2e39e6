package dev.gradc.compiler.scalar;

/// The largest error of a number of results, in units in the last place, and where it occurs.
record WorstError(long count, double ulps, double x, double y) {
    static final WorstError NONE = new WorstError(0, 0, Double.NaN, Double.NaN);

    /// The worst of one result more. An error that is not a number is larger than all others.
    WorstError and(double ulps, double x, double y) {
        return and(new WorstError(1, Double.isNaN(ulps) ? Double.POSITIVE_INFINITY : ulps, x, y));
    }

    WorstError and(WorstError other) {
        WorstError worse = other.ulps > ulps || count == 0 ? other : this;
        return new WorstError(count + other.count, worse.ulps, worse.x, worse.y);
    }
}
