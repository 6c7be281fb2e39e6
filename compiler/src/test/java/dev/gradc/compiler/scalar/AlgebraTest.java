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
import dev.gradc.compiler.scalar.Expr.Fma;
import dev.gradc.compiler.scalar.Expr.Max;
import dev.gradc.compiler.scalar.Expr.Min;
import dev.gradc.compiler.scalar.Expr.Pow;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Expr.Select;
import dev.gradc.compiler.scalar.Expr.Sqrt;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Each law by its form, and both its sides on edge values, to the bit, in float and in double.
class AlgebraTest {
    private static final Condition LESS = new Condition(Relation.LESS, A, B);
    private static final Expr MINUS_ONE = constant(-1);
    private static final Expr MINUS_ZERO = constant(-0.0);

    @Test
    void signs() {
        law(A.negate().negate(), A);
        law(A.times(constant(3)).negate(), A.times(constant(-3)));
        law(A.over(constant(3)).negate(), A.over(constant(-3)));
        law(constant(3).over(A).negate(), constant(-3).over(A));
        law(A.negate().times(B), A.times(B).negate());
        law(A.times(B.negate()), A.times(B).negate());
        law(A.negate().times(B.negate()), A.times(B));
        law(A.negate().over(B), A.over(B).negate());
        law(A.over(B.negate()), A.over(B).negate());
        law(new Abs(A.negate()), new Abs(A));
        law(new Max(A.negate(), B.negate()), new Min(A, B).negate());
        law(new Min(A.negate(), B.negate()), new Max(A, B).negate());
        law(new Fma(A.negate(), B.negate(), C), new Fma(A, B, C));
    }

    @Test
    void sums() {
        law(ONE.plus(A), A.plus(ONE));
        law(A.plus(MINUS_ZERO), A);
        law(A.minus(ZERO), A);
        law(MINUS_ZERO.minus(A), A.negate());
        law(A.plus(MINUS_ONE), A.minus(ONE));
        law(A.minus(MINUS_ONE), A.plus(ONE));
        law(A.plus(B.negate()), A.minus(B));
        law(A.negate().plus(B), B.minus(A));
        law(A.minus(B.negate()), A.plus(B));
        law(A.negate().minus(ONE), MINUS_ONE.minus(A));
    }

    @Test
    void products() {
        law(constant(3).times(A), A.times(constant(3)));
        law(A.times(ONE), A);
        law(MINUS_ONE.times(A), A.negate());
        law(A.over(ONE), A);
        law(A.over(MINUS_ONE), A.negate());
        law(A.over(constant(-8)), A.times(constant(-0.125)));
        law(A.over(constant(0x1p126)), A.times(constant(0x1p-126)));
        law(new Abs(A).times(new Abs(A)), A.times(A));
        law(new Fma(A, B, MINUS_ZERO), A.times(B));
        law(new Fma(A, ONE, B), A.plus(B));
        law(new Fma(ONE, A, B), A.plus(B));
        law(new Pow(A, ZERO), ONE);
        law(new Pow(A, ONE), A);
    }

    @Test
    void absoluteValuesAndOrder() {
        law(new Abs(new Abs(A)), new Abs(A));
        law(new Abs(A.times(A)), A.times(A));
        law(new Abs(new Sqrt(new Abs(A))), new Sqrt(new Abs(A)));
        law(new Abs(new Call(Fn.SOFTPLUS, A)), new Call(Fn.SOFTPLUS, A));
        law(new Max(ZERO, A), new Max(A, ZERO));
        law(new Min(ZERO, A), new Min(A, ZERO));
        law(new Max(A, A), A);
        law(new Min(A, A), A);
        law(new Max(new Max(A, B), B), new Max(A, B));
        law(new Min(new Min(A, B), A), new Min(A, B));
    }

    @Test
    void choices() {
        law(new Select(LESS, C, C), C);
        law(new Select(LESS, new Select(LESS, A, B), C), new Select(LESS, A, C));
        law(new Select(LESS, A, new Select(LESS, B, C)), new Select(LESS, A, C));
        law(new Select(new Condition(Relation.LESS, A, A), B, C), C);
        law(new Select(new Condition(Relation.EQUAL, ZERO, MINUS_ZERO), B, C), B);
        law(new Select(new Condition(Relation.LESS_OR_EQUAL, ONE, ZERO), B, C), C);
        law(new Select(new Condition(Relation.LESS, A.negate(), B.negate()), A, C),
                new Select(new Condition(Relation.LESS, B, A), A, C));
        law(new Select(new Condition(Relation.LESS_OR_EQUAL, A.negate(), ONE), B, C),
                new Select(new Condition(Relation.LESS_OR_EQUAL, MINUS_ONE, A), B, C));
        law(new Select(new Condition(Relation.EQUAL, ONE, A.negate()), B, C),
                new Select(new Condition(Relation.EQUAL, A, MINUS_ONE), B, C));
    }

    @Test
    void numbers() {
        law(ONE.negate(), MINUS_ONE);
        law(ONE.plus(constant(0.5)), constant(1.5));
        law(ONE.minus(constant(3)), constant(-2));
        law(constant(0.75).times(constant(4)), constant(3));
        law(ONE.over(constant(4)), constant(0.25));
        law(ONE.over(ZERO), constant(Double.POSITIVE_INFINITY));
        law(new Sqrt(constant(2.25)), constant(1.5));
        law(new Abs(constant(-0.1)), constant(0.1));
        law(new Max(constant(0.1), MINUS_ZERO), constant(0.1));
        law(new Min(ZERO, MINUS_ZERO), MINUS_ZERO);
    }

    /// What is equal only over the reals, or only in one precision, stays.
    @Test
    void whatIsNotExactStays() {
        stays(A.plus(ZERO));
        stays(A.minus(MINUS_ZERO));
        stays(ZERO.minus(A));
        stays(A.minus(A));
        stays(A.times(ZERO));
        stays(A.over(A));
        stays(A.minus(B).negate());
        stays(A.over(constant(3)));
        stays(A.over(constant(0x1p127)));
        stays(A.times(constant(0.1)).times(constant(10)));
        stays(constant(0.1).plus(constant(0.2)));
        stays(constant(0x1p24).plus(ONE));
        stays(constant(-0x1p24).minus(ONE));
        stays(new Fma(A, constant(2), B));
        stays(new Fma(constant(2), A, B));
        stays(ONE.over(constant(3)));
        stays(constant(0x1p100).times(constant(0x1p100)));
        stays(new Sqrt(A.times(A)));
        stays(new Abs(new Sqrt(A)));
        stays(new Select(new Condition(Relation.EQUAL, A, A), B, C));
        stays(new Select(new Condition(Relation.EQUAL, constant(0.1), constant(0.1f)), B, C));
        stays(new Pow(A, constant(2)));
    }

    @Test
    void randomFormulasKeepTheirBitsAndSettleAndGrowNoDearer() {
        Random random = new Random(20);
        List<double[]> rows = ScalarRows.edges(3);
        for (int i = 0; i < 3000; i++) {
            Expr formula = ScalarRows.formula(random, 1 + random.nextInt(5));
            Expr simple = Algebra.simplify(formula);
            assertThat(Algebra.simplify(simple)).as("twice %s", formula).isSameAs(simple);
            assertThat(Cost.of(simple)).isLessThanOrEqualTo(Cost.of(formula));
            for (int row = 0; row < 20; row++) {
                double[] args = rows.get(random.nextInt(rows.size()));
                sameBits(formula, simple, args);
            }
        }
    }

    private static void law(Expr before, Expr after) {
        assertThat(Algebra.simplify(before)).isEqualTo(after);
        assertThat(Algebra.simplify(after)).isSameAs(after);
        assertThat(Cost.of(after)).isLessThanOrEqualTo(Cost.of(before));
        for (double[] args : ScalarRows.edges(Math.max(before.arity(), 1))) {
            sameBits(before, after, args);
        }
    }

    private static void stays(Expr formula) {
        assertThat(Algebra.simplify(formula)).isSameAs(formula);
    }

    private static void sameBits(Expr before, Expr after, double[] args) {
        assertThat(ScalarRows.show(FormulaInterpreter.value(after, args))).as("%s at %s in double", before, args)
                .isEqualTo(ScalarRows.show(FormulaInterpreter.value(before, args)));
        assertThat(ScalarRows.show(ScalarRows.inFloat(after, args))).as("%s at %s in float", before, args)
                .isEqualTo(ScalarRows.show(ScalarRows.inFloat(before, args)));
    }
}
