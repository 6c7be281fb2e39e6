package dev.gradc.compiler.scalar;

import dev.gradc.runtime.Precision;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/// The functions of one or two reals: their sequences, what they should be, and where to try them.
enum TestedFunction {
    EXP(FloatSequences.EXP, DoubleSequences.EXP, Reference::exp, StrictMath::exp, -746, 710, -746, 710),
    LOG(FloatSequences.LOG, DoubleSequences.LOG, Reference::log, StrictMath::log, 0, Double.MAX_VALUE, 0.5, 2),
    TANH(FloatSequences.TANH, DoubleSequences.TANH, Reference::tanh, StrictMath::tanh, -Double.MAX_VALUE,
            Double.MAX_VALUE, -20, 20),
    LOGISTIC(FloatSequences.LOGISTIC, DoubleSequences.LOGISTIC, Reference::logistic, x -> 1 / (1 + StrictMath.exp(-x)),
            -746, Double.MAX_VALUE, -746, 40),
    SOFTPLUS(FloatSequences.SOFTPLUS, DoubleSequences.SOFTPLUS, Reference::softplus,
            x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))), -746, Double.MAX_VALUE, -746, 40),
    EXPM1(FloatSequences.EXPM1, DoubleSequences.EXPM1, Reference::expm1, StrictMath::expm1, -Double.MAX_VALUE, 710, -40,
            100),
    LOG1P(FloatSequences.LOG1P, DoubleSequences.LOG1P, Reference::log1p, StrictMath::log1p, -1, Double.MAX_VALUE, -1,
            3),
    ERF(FloatSequences.ERF, DoubleSequences.ERF, Reference::erf, TestedFunction::erfOfFloat, -Double.MAX_VALUE,
            Double.MAX_VALUE, -6, 6),
    POW(FloatSequences.POW, DoubleSequences.POW, Reference::pow);

    private final Sequence floats;
    private final Sequence doubles;
    private final BiFunction<Double, Double, Exact> reference;
    private final DoubleUnaryOperator nearly;
    /// Where the function is real, finite and not 0, or nearly so.
    private final double from;
    private final double to;
    /// Where it bends.
    private final double denseFrom;
    private final double denseTo;

    TestedFunction(Sequence floats, Sequence doubles, DoubleFunction<Exact> reference, DoubleUnaryOperator nearly,
            double from, double to,
            double denseFrom, double denseTo) {
        this.floats = floats;
        this.doubles = doubles;
        this.reference = (x, y) -> reference.apply(x);
        this.nearly = nearly;
        this.from = from;
        this.to = to;
        this.denseFrom = denseFrom;
        this.denseTo = denseTo;
    }

    TestedFunction(Sequence floats, Sequence doubles, BiFunction<Double, Double, Exact> reference) {
        this.floats = floats;
        this.doubles = doubles;
        this.reference = reference;
        nearly = x -> Double.NaN;
        from = 0;
        to = Double.MAX_VALUE;
        denseFrom = 0.5;
        denseTo = 2;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    Sequence sequence(Precision precision) {
        return precision == Precision.FLOAT ? floats : doubles;
    }

    boolean isUnary() {
        return floats.inputs().size() == 1;
    }

    boolean isDefinedAt(double x) {
        return x > from && x < to && x != 0;
    }

    Exact exactly(double x, double y) {
        return reference.apply(x, y);
    }

    /// A function of one number good to about 2⁻⁵⁰, quickly, at any float.
    double nearly(double x) {
        return nearly.applyAsDouble(x);
    }

    private static double erfOfFloat(double x) {
        if (!(Math.abs(x) < 6)) {
            return Double.isNaN(x) ? x : Math.copySign(1, x);
        }
        return Math.abs(x) < 0x1p-30 ? DoubleDouble.TWO_OVER_ROOT_PI.hi() * x : Reference.erf(x).value().hi();
    }

    /// An argument: two draws of four where the function bends, one of a random exponent near 1, one of any bits.
    double drawX(SplittableRandom random, Precision precision) {
        while (true) {
            double x = switch (random.nextInt(4)) {
                case 0 -> anyBits(random, precision);
                case 1 -> Math.scalb(random.nextDouble(-2, 2), random.nextInt(-30, 10));
                default -> random.nextDouble(denseFrom, denseTo);
            };
            double rounded = precision == Precision.FLOAT ? (float) x : x;
            if (isDefinedAt(rounded) && Double.isFinite(rounded)) {
                return rounded;
            }
        }
    }

    /// The exponent to go with the argument of `pow`: mostly such that the power spreads over the format's range,
    /// sometimes any bits. 0 for the functions of one number.
    double drawY(double x, SplittableRandom random, Precision precision) {
        if (isUnary()) {
            return 0;
        }
        double binades = precision == Precision.FLOAT ? random.nextDouble(-155, 130) : random.nextDouble(-1080, 1026);
        double y = random.nextInt(8) == 0 || x == 1
                ? anyBits(random, precision)
                : binades * StrictMath.log(2) / StrictMath.log(x);
        double rounded = precision == Precision.FLOAT ? (float) y : y;
        return Double.isFinite(rounded) ? rounded : 1.5;
    }

    private static double anyBits(SplittableRandom random, Precision precision) {
        return precision == Precision.FLOAT
                ? Float.intBitsToFloat(random.nextInt())
                : Double.longBitsToDouble(random.nextLong());
    }
}
