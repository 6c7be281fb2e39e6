package dev.gradc.compiler.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradc.runtime.Precision;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The functions of one number at every float, and `pow` and the doubles at 10⁸ samples each, on all cores; each writes
/// its row of docs/functions.md. Two system properties: `gradc.functions`, such as `exp,erf`, does only those;
/// `gradc.functions.stride`, such as 256, tries only one argument in so many.
@Tag("campaign")
class SequencesCampaignTest {
    private static final int STRIDE = Integer.getInteger("gradc.functions.stride", 1);
    private static final List<String> CHOSEN = List.of(System.getProperty("gradc.functions", "").split(","));
    private static final int CHUNKS = 1 << 10;
    private static final long FLOATS = 1L << 32;
    private static final int SAMPLES = 100_000_000;

    @ParameterizedTest
    @EnumSource
    void floats(TestedFunction function) throws ReflectiveOperationException, IOException {
        measure(function, Precision.FLOAT);
    }

    @ParameterizedTest
    @EnumSource
    void doubles(TestedFunction function) throws ReflectiveOperationException, IOException {
        measure(function, Precision.DOUBLE);
    }

    private static void measure(TestedFunction function, Precision precision)
            throws ReflectiveOperationException, IOException {
        assumeTrue(CHOSEN.equals(List.of("")) || CHOSEN.contains(function.title()), "not among the chosen functions");
        DoubleBinaryOperator compiled = SequenceJavac.compile(function.sequence(precision));
        boolean every = function.isUnary() && precision == Precision.FLOAT;
        String title = function.title() + " " + precision;
        WorstError worst = every
                ? inParallel(title, chunk -> everyFloat(function, compiled, chunk))
                : inParallel(title, chunk -> samples(function, precision, compiled, chunk));
        AccuracyTable.write(function, precision, worst, every && STRIDE == 1);
        assertThat(worst.ulps()).as(title + " at " + worst.x() + ", " + worst.y()).isLessThan(1);
    }

    private static WorstError inParallel(String title, IntFunction<WorstError> measurement) {
        AtomicInteger done = new AtomicInteger();
        long start = System.nanoTime();
        return IntStream.range(0, CHUNKS).parallel().mapToObj(chunk -> {
            WorstError worst = measurement.apply(chunk);
            int count = done.incrementAndGet();
            if (count % (CHUNKS / 8) == 0) {
                System.out.printf("%s: %d%% after %d s%n", title, 100 * count / CHUNKS,
                        (System.nanoTime() - start) / 1_000_000_000);
            }
            return worst;
        }).reduce(WorstError.NONE, WorstError::and);
    }

    private static WorstError everyFloat(TestedFunction function, DoubleBinaryOperator compiled, int chunk) {
        WorstError worst = WorstError.NONE;
        for (long bits = FLOATS / CHUNKS * chunk; bits < FLOATS / CHUNKS * (chunk + 1); bits += STRIDE) {
            double x = Float.intBitsToFloat((int) bits);
            worst = worst.and(floatUlps(compiled.applyAsDouble(x, 0), function.nearly(x)), x, 0);
        }
        return worst;
    }

    private static double floatUlps(double result, double expected) {
        if (Double.isFinite(expected) && expected != 0) {
            return Exact.of(DoubleDouble.of(expected)).ulps(result, Precision.FLOAT);
        }
        return Double.compare(result, expected) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }

    private static WorstError samples(TestedFunction function, Precision precision, DoubleBinaryOperator compiled,
            int chunk) {
        SplittableRandom random = new SplittableRandom(chunk);
        WorstError worst = WorstError.NONE;
        for (int i = chunk; i < SAMPLES / STRIDE; i += CHUNKS) {
            double x = function.drawX(random, precision);
            double y = function.drawY(x, random, precision);
            worst = worst.and(function.exactly(x, y).ulps(compiled.applyAsDouble(x, y), precision), x, y);
        }
        return worst;
    }
}
