package dev.gradc.compiler.check;

/// One derivative that was checked.
///
/// @param of what was differentiated: `loss`, or an element of a function's result such as `y[0, 2]`
/// @param leaf the parameter or input by which
/// @param origin the user's line that made the leaf; empty where it is not known
/// @param element the row-major index in the leaf; −1 for a random direction through all elements
/// @param coordinates where the element stands, such as `[2, 3]`; empty for a single number or a direction
/// @param along for the second order the direction along which the gradient changes; else empty
/// @param derived what gradc derived
/// @param dual what dual numbers give; of a compiled program, what its graph gives in double precision
/// @param terms the sum of the absolute terms that `derived` is computed from, or that of `dual` where it is larger
/// @param tolerance how far rounding may carry the two apart
/// @param difference what differences give; NaN where none were taken
/// @param differenceError how far they may be off
public record Element(String of, String leaf, String origin, int element, String coordinates, String along,
        double derived,
        double dual, double terms, double tolerance, double difference, double differenceError) {
    /// Differences are believed to within so many times the error that they estimate for themselves.
    private static final double DOUBT = 4;

    /// The worse of the two errors, |derived − dual| as a multiple of the tolerance, and that against the difference as a multiple of
    /// its own; infinite where a number is NaN.
    public double error() {
        double byDual = ratio(derived, dual, tolerance);
        return Double.isNaN(difference) ? byDual
                : Math.max(byDual, ratio(derived, difference, DOUBT * differenceError + tolerance));
    }

    /// Whether the derived number is right.
    public boolean passes() {
        return error() <= 1;
    }

    /// |derived − dual| / |dual|.
    public double relative() {
        return derived == dual ? 0 : Math.abs((derived - dual) / dual);
    }

    /// |derived − dual| in units in the last place of the dual number.
    public double ulps() {
        return derived == dual ? 0 : Math.abs(derived - dual) / Math.ulp(dual);
    }

    /// |derived − dual| relative to the absolute terms.
    public double ofTerms() {
        return derived == dual ? 0 : Math.abs(derived - dual) / terms;
    }

    /// `∂loss/∂affine1.weight[2, 3]`.
    public String place() {
        String by = leaf + (element < 0 ? " along a random direction" : coordinates);
        return along.isEmpty() ? "∂" + of + "/∂" + by : "∂²" + of + "/∂" + by + " along " + along;
    }

    private static double ratio(double a, double b, double tolerance) {
        double ratio = a == b ? 0 : Math.abs(a - b) / tolerance;
        return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
    }
}
