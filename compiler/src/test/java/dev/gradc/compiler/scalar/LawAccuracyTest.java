package dev.gradc.compiler.scalar;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static dev.gradc.compiler.TestGraph.C;
import static dev.gradc.compiler.scalar.Expr.ONE;
import static dev.gradc.compiler.scalar.Expr.ZERO;
import static dev.gradc.compiler.scalar.Expr.constant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.scalar.Expr.Call;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Pow;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Expr.Select;
import dev.gradc.compiler.scalar.Expr.Sqrt;
import dev.gradc.runtime.Precision;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The stabilizing laws of formulas, against a hundred digits on a grid of arguments, in float and in double, with gradc's
/// own functions.
///
/// Of each law three things are asserted. Over the reals both its sides are one number: they agree to sixty digits. At
/// every argument the new side is within the law's bound of that number: a unit in the last place for a side that is one
/// function, two for a side of two roundings; so where it is further off than the old one, which may be exact by chance,
/// it is so by no more than that. And the worst error on the grid is no larger than the worst of the old side; but for
/// numbers that fold, x·a·b = x·(a·b), where in double both sides are rounded twice, and half a unit is given.
class LawAccuracyTest {
    private static final Condition LESS = new Condition(Relation.LESS, A, B);

    /// @param truth what is true at every argument: the new side, which loses no digits to cancellation, or the old one
    ///     where numbers fold, which rounds them
    /// @param more by how much the worst error may be larger than that of the old side
    private record Law(Expr before, Expr truth, double bound, double more) {
        static Law of(Expr before, double bound) {
            return new Law(before, StableAlgebra.stabilize(before).formula(), bound, 0);
        }

        @Override
        public String toString() {
            return ExprPrinter.print(before);
        }
    }

    static Stream<Law> functions() {
        Expr x = A;
        return Stream.of(log(logistic(x)), log(ONE.minus(logistic(x))), log1p(logistic(x).negate()), log(exp(x)),
                log1p(exp(x)), log1p(new Call(Fn.EXPM1, x)), log(ONE.plus(x)), log(ONE.minus(x)),
                log(ONE.plus(exp(x))), log(ONE.over(x)), log(new Sqrt(x)), log(ONE.over(ONE.plus(exp(x.negate())))),
                exp(x).minus(ONE), ONE.minus(exp(x)), ONE.over(ONE.plus(exp(x.negate()))),
                exp(x).over(ONE.plus(exp(x))), logistic(x).over(ONE.minus(logistic(x))),
                ONE.minus(logistic(x)).over(logistic(x)),
                exp(x).minus(exp(x.negate())).over(exp(x).plus(exp(x.negate()))), softplus(x).minus(x),
                x.minus(softplus(x)), softplus(x.negate()).plus(x), x.plus(softplus(x.negate())),
                new Sqrt(x.times(x)), new Pow(x, constant(2)), new Pow(x, constant(-1))).map(e -> Law.of(e, 1));
    }

    static Stream<Law> factorsAndOperations() {
        return Stream.of(A.times(B).plus(A.times(C)), B.times(A).plus(A.times(C)), A.times(B).plus(C.times(A)),
                B.times(A).plus(C.times(A)), A.times(B).minus(A.times(C)), B.times(A).minus(A.times(C)),
                A.times(B).minus(C.times(A)), B.times(A).minus(C.times(A)), A.times(ONE.over(B)), ONE.over(B).times(A),
                A.times(new Select(LESS, ZERO, B)), new Select(LESS, B, ZERO).times(C),
                new Select(LESS, ZERO, B).over(C), new Select(LESS, B, ZERO).over(C), A.minus(B).negate(),
                C.times(A.minus(B)).negate(), A.minus(B).over(C).negate(), C.over(A.minus(B)).negate(),
                A.plus(ONE).negate(), A.negate().minus(B), A.negate().plus(B.negate()).negate(),
                A.plus(ONE.minus(A)), ONE.minus(A).plus(A), A.plus(A).times(constant(0.5)))
                .map(e -> Law.of(e, 2));
    }

    static Stream<Law> foldedNumbers() {
        return Stream.of(A.times(constant(0.1)).times(constant(0.7)), constant(0.1).plus(constant(0.2)),
                constant(0.1).minus(constant(0.3)), constant(0.1).times(constant(0.2)), ONE.over(constant(3)))
                .map(e -> new Law(e, e, 2, 0.5));
    }

    @ParameterizedTest
    @MethodSource({"functions", "factorsAndOperations"})
    void bothSidesAreOneNumberOverTheReals(Law law) {
        Expr after = StableAlgebra.stabilize(law.before).formula();
        assertThat(after).isNotEqualTo(law.before);
        int reals = 0;
        for (double[] args : ordinary(law.before.arity())) {
            BigDecimal[] exact = exact(args);
            try {
                BigDecimal old = BigFormula.value(law.before, exact);
                BigDecimal difference = BigFormula.value(after, exact).subtract(old).abs();
                assertThat(difference).as("%s at %s", law, Arrays.toString(args))
                        .isLessThanOrEqualTo(old.abs().max(new BigDecimal("1e-40")).scaleByPowerOfTen(-60));
                reals++;
            } catch (ArithmeticException noReal) {
                assertThat(noReal).isNotNull();
            }
        }
        assertThat(reals).isGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource({"functions", "factorsAndOperations", "foldedNumbers"})
    void theNewSideIsNeverLessAccurateInFloat(Law law) {
        neverLessAccurate(law, Precision.FLOAT);
    }

    @ParameterizedTest
    @MethodSource({"functions", "factorsAndOperations", "foldedNumbers"})
    void theNewSideIsNeverLessAccurateInDouble(Law law) {
        neverLessAccurate(law, Precision.DOUBLE);
    }

    private static void neverLessAccurate(Law law, Precision precision) {
        Computed computed = new Computed(precision);
        Expr after = StableAlgebra.stabilize(law.before).formula();
        double worstBefore = 0;
        double worst = 0;
        for (double[] drawn : grid(law.before.arity(), precision)) {
            double[] args = Arrays.stream(drawn).map(computed::rounded).toArray();
            BigDecimal truth = truth(law.truth, args);
            if (truth == null) {
                continue;
            }
            double old = computed.error(computed.value(law.before, args), truth);
            double error = computed.error(computed.value(after, args), truth);
            assertThat(error).as("%s at %s", law, Arrays.toString(args)).isLessThanOrEqualTo(law.bound);
            worstBefore = Math.max(worstBefore, old);
            worst = Math.max(worst, error);
        }
        assertThat(worst).as("%s", law).isLessThanOrEqualTo(worstBefore + law.more);
    }

    /// None where it is not a real.
    private static BigDecimal truth(Expr formula, double... args) {
        try {
            return BigFormula.value(formula, exact(args));
        } catch (ArithmeticException noReal) {
            return null;
        }
    }

    private static BigDecimal[] exact(double... args) {
        return Arrays.stream(args).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    }

    private static List<double[]> ordinary(int arity) {
        Random random = new Random(11);
        List<double[]> rows = new ArrayList<>(rows(random, arity, 40, i -> random.nextGaussian() * 8));
        rows.addAll(rows(random, arity, 20, i -> Math.scalb(1 + random.nextDouble(), random.nextInt(-30, 5))));
        return rows;
    }

    private static List<double[]> rows(Random random, int arity, int count, DoubleUnaryOperator number) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(random.doubles(Math.max(arity, 1)).map(number).toArray());
        }
        return rows;
    }

    /// One operand: the edges of the format, powers of two and their neighbours, a walk over all arguments whose
    /// exponential is finite, and draws. More: draws of any sign with exponents near one another and far apart, small
    /// enough that no product of three leaves the format.
    private static List<double[]> grid(int arity, Precision precision) {
        Random random = new Random(12);
        if (arity > 1) {
            List<double[]> rows = rows(random, arity, 150, i -> random.nextGaussian());
            rows.addAll(rows(random, arity, 150,
                    i -> random.nextGaussian() * Math.scalb(1.0, random.nextInt(-30, 31))));
            rows.addAll(rows(random, arity, 50, i -> random.nextInt(-3, 4)));
            return rows;
        }
        List<double[]> rows = ScalarRows.edges(1);
        rows.removeIf(row -> !Double.isFinite(precision == Precision.FLOAT ? (float) row[0] : row[0]));
        double largest = precision == Precision.FLOAT ? 104 : 746;
        for (double x = -largest; x <= largest; x += largest / 50) {
            rows.add(new double[]{x});
        }
        for (int power = -60; power <= 6; power += 3) {
            double x = Math.scalb(1.0, power);
            for (double near : new double[]{x, Math.nextUp(x), 1.37 * x, 1 - x}) {
                rows.add(new double[]{near});
                rows.add(new double[]{-near});
            }
        }
        rows.addAll(rows(random, 1, 80, i -> random.nextGaussian() * 4));
        return rows;
    }

    private static Expr log(Expr x) {
        return new Call(Fn.LOG, x);
    }

    private static Expr log1p(Expr x) {
        return new Call(Fn.LOG1P, x);
    }

    private static Expr exp(Expr x) {
        return new Call(Fn.EXP, x);
    }

    private static Expr logistic(Expr x) {
        return new Call(Fn.LOGISTIC, x);
    }

    private static Expr softplus(Expr x) {
        return new Call(Fn.SOFTPLUS, x);
    }
}
