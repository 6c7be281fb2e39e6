package dev.gradc.dsl;

import dev.gradc.runtime.Initializer;
import java.util.Arrays;
import java.util.stream.IntStream;

/// How parameters begin. Random numbers depend only on the training's seed and on the parameter.
public abstract class Initializers extends Losses {
    Initializers() {
    }

    /// All zero.
    public static Initial zeros() {
        return constant(0);
    }

    /// All the same number.
    public static Initial constant(double value) {
        Lines.require(Double.isFinite(value), "a parameter cannot begin with " + value + "; give a finite number");
        return (_, _, _) -> new Initializer.Constant(value);
    }

    /// The given numbers, row-major: for the weight `[in, out]` of an affine layer, those of the first input first.
    ///
    /// The parameter's definition throws a [dev.gradc.runtime.GradcException] when they are too few or too many.
    public static Initial values(double... values) {
        Lines.require(Arrays.stream(values).allMatch(Double::isFinite),
                "a parameter cannot begin with NaN or an infinity, but one is among its values; give finite numbers");
        return (_, size, line) -> {
            if (values.length != size) {
                throw Lines.mistake(line, "a parameter of " + size + " numbers cannot begin with " + values.length
                        + " values; give " + size);
            }
            return new Initializer.Given(values);
        };
    }

    /// The given matrix with rows and columns exchanged: `W` as it stands in `Wx`, one row for each output of an affine
    /// layer.
    public static Initial transposed(double[][] rows) {
        return values(IntStream.range(0, rows.length == 0 ? 0 : rows[0].length)
                .mapToObj(column -> Arrays.stream(rows).mapToDouble(row -> row[column]).toArray())
                .toArray(double[][]::new));
    }

    /// The given rows of numbers, one row for each input of an affine layer.
    public static Initial values(double[][] rows) {
        return values(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
    }

    /// Uniform in [low, high).
    public static Initial uniform(double low, double high) {
        Lines.require(low < high && Double.isFinite(high - low),
                "the uniform initialiser's bounds are " + low + " and " + high
                        + ", but they must be finite, and the first less than the second");
        return (_, _, _) -> new Initializer.Uniform(low, high);
    }

    /// Normal with the given mean and standard deviation.
    public static Initial normal(double mean, double deviation) {
        Lines.require(deviation >= 0 && Double.isFinite(deviation) && Double.isFinite(mean),
                "the normal initialiser's mean is " + mean + " and its standard deviation " + deviation
                        + ", but both must be finite, and the latter not negative");
        return (_, _, _) -> new Initializer.Normal(mean, deviation);
    }

    /// Uniform in ±√(6 / (in + out)) (Glorot and Bengio 2010, equation 16): for tanh, sigmoid and linear units.
    public static Initial glorotUniform() {
        return (fans, _, _) -> centred(StrictMath.sqrt(6.0 / (fans.in() + fans.out())));
    }

    /// Normal with the standard deviation √(2 / (in + out)) (Glorot and Bengio 2010).
    public static Initial glorotNormal() {
        return (fans, _, _) -> new Initializer.Normal(0, StrictMath.sqrt(2.0 / (fans.in() + fans.out())));
    }

    /// Uniform in ±√(6 / in) (He et al. 2015): for ReLU and its kin; what weights begin with unless told otherwise.
    public static Initial heUniform() {
        return (fans, _, _) -> centred(StrictMath.sqrt(6.0 / fans.in()));
    }

    /// Normal with the standard deviation √(2 / in) (He et al. 2015, equation 10).
    public static Initial heNormal() {
        return (fans, _, _) -> new Initializer.Normal(0, StrictMath.sqrt(2.0 / fans.in()));
    }

    /// Orthonormal rows or columns, whichever are fewer (Saxe et al. 2014).
    public static Initial orthogonal() {
        return orthogonal(1);
    }

    /// Orthonormal rows or columns, whichever are fewer, times `gain`; √2 suits ReLU.
    public static Initial orthogonal(double gain) {
        Lines.require(Double.isFinite(gain), "the gain of the orthogonal initialiser is " + gain
                + ", but must be finite");
        return (_, _, _) -> new Initializer.Orthogonal(gain);
    }

    private static Initializer centred(double bound) {
        return new Initializer.Uniform(-bound, bound);
    }
}
