package dev.gradc.compiler.scalar;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static dev.gradc.compiler.TestGraph.C;
import static dev.gradc.compiler.scalar.Expr.ONE;
import static dev.gradc.compiler.scalar.Expr.ZERO;
import static dev.gradc.compiler.scalar.Expr.constant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.interp.FormulaInterpreter;
import dev.gradc.compiler.scalar.Expr.Abs;
import dev.gradc.compiler.scalar.Expr.Call;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Pow;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Expr.Select;
import dev.gradc.compiler.scalar.Expr.Sqrt;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Each law by its form, and both its sides on edge values in float: the new one is never further from what is true.
class StableAlgebraTest {
    private static final Condition LESS = new Condition(Relation.LESS, A, B);

    @Test
    void logarithms() {
        law(log(logistic(A)), softplus(A.negate()).negate());
        law(log(ONE.minus(logistic(A))), softplus(A).negate());
        law(new Call(Fn.LOG1P, logistic(A).negate()), softplus(A).negate());
        law(log(exp(A)), A);
        law(new Call(Fn.LOG1P, exp(A)), softplus(A));
        law(new Call(Fn.LOG1P, new Call(Fn.EXPM1, A)), A);
        law(log(ONE.plus(A)), new Call(Fn.LOG1P, A));
        law(log(ONE.minus(A)), new Call(Fn.LOG1P, A.negate()));
        law(log(ONE.plus(exp(A))), softplus(A));
        law(log(ONE.over(A)), log(A).negate());
        law(log(new Sqrt(A)), log(A).times(constant(0.5)));
        law(log(ONE.over(ONE.plus(exp(A.negate())))), softplus(A.negate()).negate());
    }

    @Test
    void exponentials() {
        law(exp(A).minus(ONE), new Call(Fn.EXPM1, A));
        law(ONE.minus(exp(A)), new Call(Fn.EXPM1, A).negate());
        law(ONE.over(ONE.plus(exp(A.negate()))), logistic(A));
        law(exp(A).over(ONE.plus(exp(A))), logistic(A));
        law(logistic(A).over(ONE.minus(logistic(A))), exp(A));
        law(ONE.minus(logistic(A)).over(logistic(A)), exp(A.negate()));
        law(exp(A).minus(exp(A.negate())).over(exp(A).plus(exp(A.negate()))), new Call(Fn.TANH, A));
        law(softplus(A).minus(A), softplus(A.negate()));
        law(A.minus(softplus(A)), softplus(A.negate()).negate());
        law(softplus(A.negate()).plus(A), softplus(A));
        law(A.plus(softplus(A.negate())), softplus(A));
    }

    @Test
    void powers() {
        law(new Sqrt(A.times(A)), new Abs(A));
        law(new Pow(A, constant(2)), A.times(A));
        law(new Pow(A, constant(-1)), ONE.over(A));
    }

    @Test
    void zerosStayZeros() {
        tidies(A.times(new Select(LESS, ZERO, B)), new Select(LESS, ZERO, A.times(B)));
        tidies(new Select(LESS, B, ZERO).times(C), new Select(LESS, B.times(C), ZERO));
        tidies(C.times(new Select(LESS, ONE, ZERO)), new Select(LESS, C, ZERO));
        tidies(new Select(LESS, ZERO, B).over(C), new Select(LESS, ZERO, B.over(C)));
        tidies(new Select(LESS, B, ZERO).over(C), new Select(LESS, B.over(C), ZERO));
        Expr half = new Select(new Condition(Relation.EQUAL, A, B), constant(0.5), ZERO);
        tidies(C.times(new Select(LESS, ONE, half)), new Select(LESS, C,
                new Select(new Condition(Relation.EQUAL, A, B), C.times(constant(0.5)), ZERO)));
        Expr masked = C.times(new Select(LESS, ONE, ZERO));
        assertThat(FormulaInterpreter.value(StableAlgebra.stabilize(masked).formula(), 1, 0, Double.POSITIVE_INFINITY))
                .isZero();
    }

    @Test
    void signsAndNumbers() {
        tidies(A.minus(B).negate(), B.minus(A));
        tidies(C.times(A.minus(B)).negate(), C.times(B.minus(A)));
        tidies(A.minus(B).times(C).negate(), B.minus(A).times(C));
        tidies(A.minus(B).over(C).negate(), B.minus(A).over(C));
        tidies(C.times(A.minus(B).times(C)).negate(), C.times(B.minus(A).times(C)));
        tidies(C.over(A.minus(B)).negate(), C.over(B.minus(A)));
        tidies(A.plus(ONE).negate(), constant(-1).minus(A));
        tidies(A.negate().minus(B), A.plus(B).negate());
        tidies(A.negate().plus(B.negate()).negate(), A.plus(B));
        tidies(A.plus(ONE.minus(A)), ONE);
        tidies(ONE.minus(A).plus(A), ONE);
        tidies(A.plus(A).times(constant(0.5)), A);
        tidies(A.times(ONE.over(B)), A.over(B));
        tidies(ONE.over(B).times(A), A.over(B));
        tidies(constant(0.1).plus(constant(0.2)), constant(0.1 + 0.2));
        tidies(constant(0.1).minus(constant(0.2)), constant(-0.1));
        tidies(constant(0.1).times(constant(0.2)), constant(0.1 * 0.2));
        tidies(ONE.over(constant(3)), constant(1 / 3.0));
        tidies(A.times(constant(0.1)).times(constant(20)), A.times(constant(2)));
    }

    /// A product of constants that leaves the normal numbers of a float would be 0 or infinite in one precision alone.
    @Test
    void numbersFoldOnlyWithinTheNormalFloats() {
        tidies(A.times(constant(0x1p-63)).times(constant(0x1p-63)), A.times(constant(0x1p-126)));
        tidies(A.times(constant(Float.MAX_VALUE / 2)).times(constant(2)), A.times(constant(Float.MAX_VALUE)));
        for (Expr formula : List.of(A.times(constant(1e30)).times(constant(1e30)),
                A.times(constant(1e-30)).times(constant(1e-30)), constant(3e38).plus(constant(1e38)),
                constant(0.1).minus(constant(0.1)), constant(1e30).times(constant(1.1e30)),
                constant(1e-30).over(constant(1e30)), A.plus(A).times(constant(1e-39)))) {
            assertThat(StableAlgebra.stabilize(formula).formula()).as("%s", formula).isSameAs(formula);
        }
    }

    @Test
    void commonFactors() {
        for (Expr first : List.of(A.times(B), B.times(A))) {
            for (Expr second : List.of(A.times(C), C.times(A))) {
                assertThat(StableAlgebra.stabilize(first.plus(second)).factored()).isEqualTo(1);
                close(first.plus(second), StableAlgebra.stabilize(first.plus(second)).formula());
                close(first.minus(second), StableAlgebra.stabilize(first.minus(second)).formula());
            }
        }
        tidies(A.times(B).minus(C.times(A)), A.times(B.minus(C)));
    }

    @Test
    void crossEntropyOfASigmoidHasTheGradientOfTheSlide() {
        Expr y = A;
        Expr z = B;
        Expr g = C;
        Expr loss = y.times(log(logistic(z))).plus(ONE.minus(y).times(log(ONE.minus(logistic(z))))).negate();
        Expr stable = StableAlgebra.stabilize(loss).formula();
        assertThat(stable).isEqualTo(y.times(softplus(z.negate())).plus(ONE.minus(y).times(softplus(z))));
        assertThat(FormulaInterpreter.value(stable, 1, 1e4)).isZero();
        assertThat(FormulaInterpreter.value(stable, 0, 1e4)).isEqualTo(1e4);
        Expr gradient = g.times(Derivative.of(stable, 1).orElseThrow());
        assertThat(StableAlgebra.stabilize(gradient).formula()).isEqualTo(g.times(logistic(z).minus(y)));
        Expr apart = g.times(y).times(logistic(z.negate())).negate().plus(g.times(ONE.minus(y)).times(logistic(z)));
        assertThat(StableAlgebra.stabilize(apart).formula()).isEqualTo(g.times(logistic(z).minus(y)));
        Expr smooth = y.times(constant(0.5)).plus(constant(0.25));
        Expr smoothed = g.times(Derivative.of(StableAlgebra.stabilize(loss.substitute(List.of(smooth, z))).formula(), 1)
                .orElseThrow());
        close(smoothed, StableAlgebra.stabilize(smoothed).formula());
        assertThat(Cost.of(StableAlgebra.stabilize(smoothed).formula())).isLessThan(Cost.FUNCTION + 8);
    }

    /// Two sigmoids of opposite signs that are no cross-entropy.
    @Test
    void otherSigmoidsStay() {
        Expr product = logistic(A).times(logistic(A.negate()));
        assertThat(StableAlgebra.stabilize(product.plus(B)).formula()).isEqualTo(product.plus(B));
        assertThat(StableAlgebra.stabilize(product.plus(B)).stabilized()).isZero();
    }

    @Test
    void randomFormulasSettleAndKeepTheirValues() {
        Random random = new Random(21);
        for (int i = 0; i < 3000; i++) {
            Expr formula = ScalarRows.formula(random, 1 + random.nextInt(5));
            Expr stable = StableAlgebra.stabilize(formula).formula();
            assertThat(StableAlgebra.stabilize(stable)).as("twice %s", formula)
                    .isEqualTo(new StableAlgebra.Outcome(stable, 0, 0));
            assertThat(Cost.of(stable)).as("%s", formula).isLessThanOrEqualTo(Cost.of(formula));
            close(formula, stable);
        }
    }

    private static Expr log(Expr x) {
        return new Call(Fn.LOG, x);
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

    private static void law(Expr before, Expr after) {
        StableAlgebra.Outcome outcome = StableAlgebra.stabilize(before);
        assertThat(outcome.formula()).isEqualTo(after);
        assertThat(outcome.stabilized()).isPositive();
        for (double[] args : ScalarRows.edges(1)) {
            float x = (float) args[0];
            double truth = FormulaInterpreter.value(after, x);
            double old = distance(ScalarRows.inFloat(before, x), truth);
            assertThat(distance(ScalarRows.inFloat(after, x), truth)).as("%s at %s", before, x)
                    .isLessThanOrEqualTo(Double.isFinite(truth) ? Math.max(old, 2 * Math.ulp((float) truth)) : old);
        }
    }

    /// How far off a result is: nothing where both are NaN or the same infinity.
    private static double distance(float result, double truth) {
        if (Double.isNaN(truth) || Float.isInfinite((float) truth)) {
            return Float.compare(result, (float) truth) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return Float.isFinite(result) ? Math.abs(result - truth) : Double.POSITIVE_INFINITY;
    }

    private static void tidies(Expr before, Expr after) {
        StableAlgebra.Outcome outcome = StableAlgebra.stabilize(before);
        assertThat(outcome.formula()).isEqualTo(after);
        assertThat(outcome.stabilized()).isZero();
        assertThat(Cost.of(after)).isLessThanOrEqualTo(Cost.of(before));
        close(before, after);
    }

    /// At ordinary operands both are the same but for rounding.
    private static void close(Expr before, Expr after) {
        Random random = new Random(5);
        for (int i = 0; i < 30; i++) {
            double[] args = random.doubles(3, -3, 3).toArray();
            double[] sizes = Arrays.stream(args).map(Math::abs).toArray();
            double old = FormulaInterpreter.value(before, args);
            double scale = FormulaInterpreter.magnitude(before, args, sizes)
                    + FormulaInterpreter.magnitude(after, args, sizes);
            if (Double.isFinite(old) && Double.isFinite(scale)) {
                assertThat(Math.abs(FormulaInterpreter.value(after, args) - old)).as("%s → %s", before, after)
                        .isLessThanOrEqualTo(0x1p-46 * scale);
            }
        }
    }
}
