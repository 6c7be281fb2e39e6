package dev.gradc.compiler.scalar;

import static dev.gradc.compiler.scalar.Expr.ONE;
import static dev.gradc.compiler.scalar.Expr.constant;

import java.util.Locale;

/// The functions of one number. Everything else elementwise is a formula over these and the IEEE operations.
public enum Fn {
    //       f'(x), given x and y = f(x)
    /// eˣ.
    EXP((x, y) -> y),
    /// The natural logarithm.
    LOG((x, y) -> ONE.over(x)),
    /// The hyperbolic tangent.
    TANH((x, y) -> ONE.minus(y.times(y))),
    /// σ(x) = 1 / (1 + e⁻ˣ).
    LOGISTIC((x, y) -> y.times(ONE.minus(y))),
    /// log(1 + eˣ).
    SOFTPLUS((x, y) -> new Expr.Call(Fn.LOGISTIC, x)),
    /// eˣ − 1.
    EXPM1((x, y) -> y.plus(ONE)),
    /// log(1 + x).
    LOG1P((x, y) -> ONE.over(x.plus(ONE))),
    /// The error function, 2/√π · ∫₀ˣ e^(−t²) dt.
    ERF((x, y) -> new Expr.Call(Fn.EXP, x.times(x).negate()).times(constant(2 / StrictMath.sqrt(StrictMath.PI))));

    private interface Rule {
        Expr derivative(Expr x, Expr y);
    }

    private final Rule rule;

    Fn(Rule rule) {
        this.rule = rule;
    }

    /// f′(x), written in terms of `x` and of `y`, which is f(x).
    public Expr derivative(Expr x, Expr y) {
        return rule.derivative(x, y);
    }

    /// The name as it is printed: `exp`, `log1p`.
    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }
}
