package dev.gradc.compiler.scalar;

import dev.gradc.runtime.Precision;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/// The functions of one or two reals: their sequences, what they should be, and where to try them.
enum TestedFunction {
    EXP(tables -> new ElementarySequences("exp", tables).exp(), Reference::exp, StrictMath::exp, -746, 710, -746, 710),
    LOG(tables -> new ElementarySequences("log", tables).log(), Reference::log, StrictMath::log, 0, Double.MAX_VALUE,
            0.5, 2),
    TANH(tables -> new ElementarySequences("tanh", tables).tanh(), Reference::tanh, StrictMath::tanh, -Double.MAX_VALUE,
            Double.MAX_VALUE, -20, 20),
    LOGISTIC(tables -> new ElementarySequences("logistic", tables).logistic(), Reference::logistic,
            x -> 1 / (1 + StrictMath.exp(-x)),
            -746, Double.MAX_VALUE, -746, 40),
    SOFTPLUS(tables -> new ElementarySequences("softplus", tables).softplus(), Reference::softplus,
            x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))), -746, Double.MAX_VALUE, -746, 40),
    EXPM1(tables -> new ElementarySequences("expm1", tables).expm1(), Reference::expm1, StrictMath::expm1,
            -Double.MAX_VALUE, 710, -40,
            100),
    LOG1P(tables -> new ElementarySequences("log1p", tables).log1p(), Reference::log1p, StrictMath::log1p, -1,
            Double.MAX_VALUE, -1,
            3),
    ERF(tables -> new ElementarySequences("erf", tables).erf(), Reference::erf, TestedFunction::erfOfFloat,
            -Double.MAX_VALUE,
            Double.MAX_VALUE, -6, 6),
    POW(tables -> new PowerSequences(tables).pow(), Reference::pow);

    private final Function<SequenceTables, Sequence> formula;
    private final BiFunction<Double, Double, Exact> reference;
    private final DoubleUnaryOperator nearly;
    /// Where the function is real, finite and not 0, or nearly so.
    private final double from;
    private final double to;
    /// Where it bends.
    private final double denseFrom;
    private final double denseTo;

    TestedFunction(Function<SequenceTables, Sequence> formula, DoubleFunction<Exact> reference,
            DoubleUnaryOperator nearly,
            double from, double to,
            double denseFrom, double denseTo) {
        this.formula = formula;
        this.reference = (x, y) -> reference.apply(x);
        this.nearly = nearly;
        this.from = from;
        this.to = to;
        this.denseFrom = denseFrom;
        this.denseTo = denseTo;
    }

    TestedFunction(Function<SequenceTables, Sequence> formula, BiFunction<Double, Double, Exact> reference) {
        this.formula = formula;
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

    /// The sequence, written anew at each call: that the constants are the same is [FunctionsTest]'s.
    Sequence sequence(Precision precision) {
        return formula.apply(precision == Precision.FLOAT ? FloatSequences.TABLES : DoubleSequences.TABLES);
    }

    boolean isUnary() {
        return this != POW;
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
