package dev.gradc.compiler.scalar;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static dev.gradc.compiler.TestGraph.C;
import static dev.gradc.compiler.scalar.Expr.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each rule by central differences at ordinary arguments, and where a rule chooses, by what it chooses.
class DerivativeTest {
    private static final double STEP = 0x1p-17;

    @Test
    void arithmetic() {
        law(A.negate());
        law(A.plus(B));
        law(A.minus(B));
        law(B.minus(A));
        law(A.times(B));
        law(A.times(A));
        law(A.times(B).times(A.times(B)));
        law(A.over(B));
        law(B.over(A.times(A)));
        law(A.over(A.plus(B)));
        law(new Fma(A, B, C));
        law(new Fma(A, A, A));
        law(new Sqrt(A.times(B)));
        law(new Abs(A.minus(B)));
        law(new Abs(B.minus(A)));
    }

    @Test
    void powers() {
        law(new Pow(A, constant(3)));
        law(new Pow(A, constant(-0.5)));
        law(new Pow(A, B));
        law(new Pow(A.times(B), A));
        assertThat(Derivative.of(new Pow(A, constant(3)), 0)).contains(constant(3).times(new Pow(A, constant(2))));
    }

    @Test
    void choices() {
        law(new Min(A, B));
        law(new Max(A, B));
        law(new Min(A.times(B), C));
        law(new Max(A.times(B), C));
        Condition less = new Condition(Relation.LESS, A, B);
        law(new Select(less, A.times(A), B.times(C)));
        law(new Select(less, A, constant(2)));
        law(new Select(less, constant(2), A));
    }

    @ParameterizedTest
    @EnumSource
    void functions(Fn function) {
        law(new Call(function, A));
        law(new Call(function, A.times(B)));
    }

    @Test
    void atATieEachSideHasHalf() {
        for (Expr tie : new Expr[]{new Min(A, B), new Max(A, B)}) {
            assertThat(at(tie, 0, 2, 2, 0)).isEqualTo(0.5);
            assertThat(at(tie, 1, 2, 2, 0)).isEqualTo(0.5);
        }
        assertThat(at(new Min(A, B), 0, 1, 2, 0)).isEqualTo(1);
        assertThat(at(new Min(A, B), 0, 2, 1, 0)).isZero();
        assertThat(at(new Max(A, B), 0, 1, 2, 0)).isZero();
        assertThat(at(new Max(A, B), 0, 2, 1, 0)).isEqualTo(1);
    }

    @Test
    void theAbsoluteValueHasTheSlopeOfTheSignAndNoneAtZero() {
        assertThat(at(new Abs(A), 0, 3, 0, 0)).isEqualTo(1);
        assertThat(at(new Abs(A), 0, -3, 0, 0)).isEqualTo(-1);
        assertThat(at(new Abs(A), 0, 0, 0, 0)).isZero();
    }

    /// Empty, not the number 0.
    @Test
    void whatDoesNotDependOnTheOperandHasNoDerivative() {
        Condition less = new Condition(Relation.LESS, A, B);
        for (Expr formula : new Expr[]{constant(2), B, B.negate(), B.times(C), B.over(C), new Min(B, C), new Max(B, C),
            new Abs(B), new Sqrt(B), new Fma(B, C, B), new Call(Fn.EXP, B), new Pow(B, C), new Select(less, B, C)}) {
            assertThat(Derivative.of(formula, 0)).as("%s", formula).isEmpty();
        }
        assertThat(Derivative.of(A.plus(B), 0)).contains(Expr.ONE);
        assertThat(Derivative.of(A.minus(B), 0)).contains(Expr.ONE);
        assertThat(Derivative.of(A.times(B), 0)).contains(B);
    }

    private static double at(Expr formula, int arg, double... args) {
        return Derivative.of(formula, arg).map(derivative -> FormulaInterpreter.value(derivative, args)).orElse(0.0);
    }

    private static void law(Expr formula) {
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            double[] args = random.doubles(3, 0.25, 1.75).toArray();
            for (int arg = 0; arg < 3; arg++) {
                double[] up = args.clone();
                double[] down = args.clone();
                up[arg] += STEP;
                down[arg] -= STEP;
                double expected = (FormulaInterpreter.value(formula, up) - FormulaInterpreter.value(formula, down))
                        / (2 * STEP);
                assertThat(at(formula, arg, args)).as("∂(%s)/∂%d at %s", ExprPrinter.print(formula), arg, args)
                        .isCloseTo(expected, offset(1e-7 * (1 + Math.abs(expected))));
            }
        }
    }
}
