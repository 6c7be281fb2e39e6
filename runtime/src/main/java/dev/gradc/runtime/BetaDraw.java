package dev.gradc.runtime;

/// Draws from the distribution Beta(α, α), for MixUp's share, as a pure function of a key.
///
/// A share is `g / (g + h)` with g and h of distribution Gamma(α), each drawn by Marsaglia and Tsang, "A simple method for
/// generating gamma variables" (2000). Gamma numbers are kept as logarithms, so that a small α does not underflow.
final class BetaDraw {
    private static final int NORMALS = 0;
    private static final int UNIFORMS = 1;
    private static final int BOOST = 2;

    private BetaDraw() {
    }

    /// @param alpha greater than 0
    static double share(double alpha, long key) {
        double logG = logGamma(alpha, CounterRandom.bits(key, 0));
        double logH = logGamma(alpha, CounterRandom.bits(key, 1));
        return 1 / (1 + StrictMath.exp(logH - logG));
    }

    /// The logarithm of a draw from Gamma(α). For α < 1 it uses Gamma(α) = Gamma(α + 1)·U^(1/α).
    private static double logGamma(double alpha, long key) {
        double boost = 0;
        double shape = alpha;
        if (alpha < 1) {
            boost = StrictMath.log(positive(CounterRandom.bits(key, BOOST), 0)) / alpha;
            shape = alpha + 1;
        }
        long normals = CounterRandom.bits(key, NORMALS);
        long uniforms = CounterRandom.bits(key, UNIFORMS);
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        for (long attempt = 0;; attempt++) {
            double x = CounterRandom.normal(normals, attempt);
            double base = 1 + c * x;
            if (base <= 0) {
                continue;
            }
            double v = base * base * base;
            double u = positive(uniforms, attempt);
            if (StrictMath.log(u) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                return StrictMath.log(d) + StrictMath.log(v) + boost;
            }
        }
    }

    private static double positive(long key, long counter) {
        return 1 - CounterRandom.uniform(key, counter);
    }
}
