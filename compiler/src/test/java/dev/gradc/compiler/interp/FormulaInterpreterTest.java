package dev.gradc.compiler.interp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Against values of 60 digits, and at the edges.
class FormulaInterpreterTest {
    private static final Expr X = Expr.arg(0);

    @ParameterizedTest
    @CsvSource(textBlock = """
            EXP, -700.0, 9.85967654375977e-305
            EXP, -1.5, 0.22313016014842982
            EXP, 30.0, 10686474581524.463
            LOG, 1e-300, -690.7755278982137
            LOG, 0.999999, -1.000000500029089e-06
            TANH, -0.4, -0.3799489622552249
            TANH, 1e-10, 1e-10
            LOGISTIC, -700.0, 9.85967654375977e-305
            LOGISTIC, -36.0, 2.3195228302435686e-16
            LOGISTIC, 3.0, 0.9525741268224333
            LOGISTIC, 40.0, 1.0
            SOFTPLUS, -700.0, 9.85967654375977e-305
            SOFTPLUS, -40.0, 4.248354255291589e-18
            SOFTPLUS, 0.1, 0.7443966600735709
            SOFTPLUS, 50.0, 50.0
            EXPM1, -1e-09, -9.999999995e-10
            EXPM1, 20.0, 485165194.4097903
            LOG1P, -1e-12, -1.0000000000005e-12
            LOG1P, 10000000000.0, 23.025850930040455
            ERF, 1e-300, 1.1283791670955126e-300
            ERF, 0.3, 0.3286267594591274
            ERF, -0.9, -0.7969082124228322
            ERF, 1.7, 0.9837904585907745
            ERF, 2.4999, 0.9995928300996666
            ERF, 2.5, 0.999593047982555
            ERF, 3.1, 0.9999883513426328
            ERF, 5.5, 0.9999999999999927
            ERF, -5.9, -0.9999999999999999
            """)
    void functionsAreWithinFourUlps(Fn function, double x, double exact) {
        double value = FormulaInterpreter.value(new Expr.Call(function, X), x);
        assertThat(Math.abs(value - exact)).isLessThanOrEqualTo(4 * Math.ulp(exact));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            EXP, -Infinity, 0
            EXP, Infinity, Infinity
            LOG, 0, -Infinity
            LOG, -1, NaN
            TANH, -0.0, -0.0
            TANH, Infinity, 1
            LOGISTIC, -Infinity, 0
            LOGISTIC, Infinity, 1
            SOFTPLUS, -Infinity, 0
            SOFTPLUS, Infinity, Infinity
            EXPM1, -0.0, -0.0
            LOG1P, -1, -Infinity
            ERF, -0.0, -0.0
            ERF, -Infinity, -1
            """)
    void edgesAreExact(Fn function, double x, double exact) {
        assertThat((Double) FormulaInterpreter.value(new Expr.Call(function, X), x)).isEqualTo((Double) exact);
    }

    @ParameterizedTest
    @EnumSource
    void notANumberStaysOne(Fn function) {
        assertThat(FormulaInterpreter.value(new Expr.Call(function, X), Double.NaN)).isNaN();
    }

    @Test
    void smallestAndLargestAreJavas() {
        assertThat(FormulaInterpreter.value(new Expr.Max(X, Expr.ZERO), -0.0)).isEqualTo(0.0);
        assertThat(FormulaInterpreter.value(new Expr.Min(X, Expr.ZERO), -0.0)).isEqualTo(-0.0);
        assertThat(FormulaInterpreter.value(new Expr.Min(X, Expr.ZERO), Double.NaN)).isNaN();
    }

    @Test
    void aDifferenceErrsAtTheScaleOfItsSides() {
        Expr difference = X.plus(Expr.ONE).minus(X);
        assertThat(FormulaInterpreter.magnitude(difference, new double[]{1e6}, new double[]{1e6})).isEqualTo(2e6 + 1);
    }

    @Test
    void anExponentialErrsByItsArgument() {
        Expr formula = new Expr.Call(Fn.EXP, X);
        assertThat(FormulaInterpreter.magnitude(formula, new double[]{3}, new double[]{3}))
                .isEqualTo(StrictMath.exp(3) * 4);
    }
}
