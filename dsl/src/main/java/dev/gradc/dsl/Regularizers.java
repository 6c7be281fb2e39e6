package dev.gradc.dsl;

/// What weights cost: λR(w) with R the plain sum, without ½ and without a mean.
public abstract class Regularizers extends Initializers {
    Regularizers() {
    }

    /// λ Σ |w|.
    ///
    /// @throws dev.gradc.runtime.GradcException when λ is negative or not finite
    public static Regularizer l1(double lambda) {
        strength("l1", lambda);
        return weight -> weight.abs().sum().times(lambda);
    }

    /// λ Σ w².
    ///
    /// @throws dev.gradc.runtime.GradcException when λ is negative or not finite
    public static Regularizer l2(double lambda) {
        strength("l2", lambda);
        return weight -> weight.square().sum().times(lambda);
    }

    /// λ₁ Σ |w| + λ₂ Σ w² (the elastic net of Zou and Hastie 2005).
    ///
    /// @throws dev.gradc.runtime.GradcException when a λ is negative or not finite
    public static Regularizer l1l2(double lambda1, double lambda2) {
        Regularizer first = l1(lambda1);
        Regularizer second = l2(lambda2);
        return weight -> first.penalty(weight).plus(second.penalty(weight));
    }

    private static void strength(String what, double lambda) {
        Lines.require(lambda >= 0 && Double.isFinite(lambda), "the strength λ of " + what + " is " + lambda
                + ", but must be a finite number that is not negative");
    }
}
