package dev.gradc.compiler.scalar;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static dev.gradc.compiler.TestGraph.C;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Formulas as text, there and back.
class ExprTextTest {
    @Test
    void parenthesesTellTreesApart() {
        prints("a - (b - c)", A.minus(B.minus(C)));
        prints("a - b - c", A.minus(B).minus(C));
        prints("a/(b*c)", A.over(B.times(C)));
        prints("-(a*b)", A.times(B).negate());
        prints("-a*b", A.negate().times(B));
        prints("-(-a)", A.negate().negate());
        prints("a - -2", A.minus(Expr.constant(-2)));
        prints("-(2)", Expr.constant(2).negate());
        prints("a*-0.0", A.times(Expr.constant(-0.0)));
        prints("select(a < b, exp(a), max(b, 1))",
                new Expr.Select(new Expr.Condition(Expr.Relation.LESS, A, B), new Expr.Call(Fn.EXP, A),
                        new Expr.Max(B, Expr.ONE)));
        prints("a30 + z", Expr.arg(30).plus(Expr.arg(25)));
        prints("a26", Expr.arg(26));
        prints("-2*a/-0.5", Expr.constant(-2).times(A).over(Expr.constant(-0.5)));
    }

    @Test
    void numbersThatAreNotFiniteAndLargeOnes() {
        assertThat(ExprPrinter.number(Double.NaN)).isEqualTo("nan");
        assertThat(ExprPrinter.number(Double.POSITIVE_INFINITY)).isEqualTo("inf");
        assertThat(ExprPrinter.number(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
        assertThat(ExprPrinter.number(9_999_999)).isEqualTo("9999999");
        assertThat(ExprPrinter.number(1e7)).isEqualTo("1.0E7");
        assertThat(ExprPrinter.print(A.plus(B), List.of("weight", "bias"))).isEqualTo("weight + bias");
    }

    @Test
    void differentFormulasHaveDifferentTextsThatAreReadBack() {
        Random random = new Random(8);
        Map<String, Expr> texts = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            Expr formula = ScalarRows.formula(random, random.nextInt(5));
            String text = ExprPrinter.print(formula);
            assertThat(ExprParser.parse(new Tokens(text, 1))).isEqualTo(formula);
            Expr other = texts.put(text, formula);
            assertThat(other == null || other.equals(formula)).as(text).isTrue();
        }
    }

    private static void prints(String text, Expr formula) {
        assertThat(ExprPrinter.print(formula)).isEqualTo(text);
        assertThat(ExprParser.parse(new Tokens(text, 1))).isEqualTo(formula);
    }
}
