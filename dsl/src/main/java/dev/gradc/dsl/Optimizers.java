package dev.gradc.dsl;

import dev.gradc.runtime.LearningRate;

/// Optimisers: how a weight w changes by its gradient g. Every optimiser takes a rate or a schedule of rates.
public abstract class Optimizers extends Schedules {
    Optimizers() {
    }

    /// Gradient descent, stochastic on mini-batches: w ← w − ηg.
    public static Optimizer sgd(double rate) {
        return sgd(constantRate(rate));
    }

    /// Gradient descent, stochastic on mini-batches: w ← w − ηg.
    public static Optimizer sgd(LearningRate rate) {
        return Optimizer.of(rate, (w, g, step) -> w.minus(step.rate().times(g)));
    }

    /// Gradient descent with momentum (Polyak 1964, in the form of Sutskever et al. 2013 with the rate outside):
    /// v ← μv + g, w ← w − ηv.
    ///
    /// @param mu μ, from 0 to less than 1
    public static Optimizer momentum(double rate, double mu) {
        return momentum(constantRate(rate), mu);
    }

    /// Gradient descent with momentum: v ← μv + g, w ← w − ηv.
    public static Optimizer momentum(LearningRate rate, double mu) {
        decay("the momentum μ", mu);
        return Optimizer.of(rate, (w, g, step) -> {
            Tensor v = step.slot("velocity", old -> old.times(mu).plus(g));
            return w.minus(step.rate().times(v));
        });
    }

    /// Nesterov's momentum (Nesterov 1983, in the form of Sutskever et al. 2013 with the gradient at the current weight):
    /// v ← μv + g, w ← w − η(g + μv).
    ///
    /// @param mu μ, from 0 to less than 1
    public static Optimizer nesterov(double rate, double mu) {
        return nesterov(constantRate(rate), mu);
    }

    /// Nesterov's momentum: v ← μv + g, w ← w − η(g + μv).
    public static Optimizer nesterov(LearningRate rate, double mu) {
        decay("the momentum μ", mu);
        return Optimizer.of(rate, (w, g, step) -> {
            Tensor v = step.slot("velocity", old -> old.times(mu).plus(g));
            return w.minus(step.rate().times(g.plus(v.times(mu))));
        });
    }

    /// Adagrad (Duchi et al. 2011): s ← s + g², w ← w − ηg / (√s + ε) with ε = 10⁻¹⁰.
    public static Optimizer adagrad(double rate) {
        return adagrad(constantRate(rate));
    }

    /// Adagrad: s ← s + g², w ← w − ηg / (√s + ε) with ε = 10⁻¹⁰.
    public static Optimizer adagrad(LearningRate rate) {
        return Optimizer.of(rate, (w, g, step) -> {
            Tensor s = step.slot("squares", old -> old.plus(g.square()));
            return w.minus(step.rate().times(g).over(s.sqrt().plus(1e-10)));
        });
    }

    /// RMSProp (Tieleman and Hinton 2012) with ρ = 0.9 and ε = 10⁻⁸.
    public static Optimizer rmsProp(double rate) {
        return rmsProp(constantRate(rate), 0.9, 1e-8);
    }

    /// RMSProp: s ← ρs + (1 − ρ)g², w ← w − ηg / (√s + ε).
    ///
    /// @param rho ρ, from 0 to less than 1
    /// @param epsilon ε, greater than 0
    public static Optimizer rmsProp(LearningRate rate, double rho, double epsilon) {
        decay("RMSProp's ρ", rho);
        epsilon("RMSProp's ε", epsilon);
        return Optimizer.of(rate, (w, g, step) -> {
            Tensor s = step.slot("squares", old -> old.times(rho).plus(g.square().times(1 - rho)));
            return w.minus(step.rate().times(g).over(s.sqrt().plus(epsilon)));
        });
    }

    /// Adam (Kingma and Ba 2015, algorithm 1) with β₁ = 0.9, β₂ = 0.999 and ε = 10⁻⁸.
    public static Optimizer adam(double rate) {
        return adam(constantRate(rate));
    }

    /// Adam with β₁ = 0.9, β₂ = 0.999 and ε = 10⁻⁸.
    public static Optimizer adam(LearningRate rate) {
        return adam(rate, 0.9, 0.999, 1e-8);
    }

    /// Adam: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − η m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε).
    ///
    /// @param beta1 β₁, from 0 to less than 1
    /// @param beta2 β₂, from 0 to less than 1
    /// @param epsilon ε, greater than 0
    public static Optimizer adam(LearningRate rate, double beta1, double beta2, double epsilon) {
        return adamW(rate, beta1, beta2, epsilon, 0);
    }

    /// AdamW (Loshchilov and Hutter 2019, algorithm 2) with β₁ = 0.9, β₂ = 0.999 and ε = 10⁻⁸.
    ///
    /// @param decay λ, at least 0
    public static Optimizer adamW(double rate, double decay) {
        return adamW(constantRate(rate), 0.9, 0.999, 1e-8, decay);
    }

    /// AdamW: Adam, and besides the weight itself shrinks, w ← w − η(m̂ / (√v̂ + ε) + λw).
    ///
    /// @param beta1 β₁, from 0 to less than 1
    /// @param beta2 β₂, from 0 to less than 1
    /// @param epsilon ε, greater than 0
    /// @param decay λ, at least 0
    public static Optimizer adamW(LearningRate rate, double beta1, double beta2, double epsilon, double decay) {
        decay("Adam's β₁", beta1);
        decay("Adam's β₂", beta2);
        epsilon("Adam's ε", epsilon);
        Lines.require(decay >= 0, "the weight decay λ is " + decay + ", but must not be negative");
        return Optimizer.of(rate, (w, g, step) -> {
            Tensor m = step.slot("m", old -> old.times(beta1).plus(g.times(1 - beta1)));
            Tensor v = step.slot("v", old -> old.times(beta2).plus(g.square().times(1 - beta2)));
            Tensor direction = m.over(step.biasCorrection(beta1))
                    .over(v.over(step.biasCorrection(beta2)).sqrt().plus(epsilon));
            return w.minus(step.rate().times(decay == 0 ? direction : direction.plus(w.times(decay))));
        });
    }

    private static void decay(String what, double value) {
        Lines.require(value >= 0 && value < 1, what + " is " + value + ", but must be at least 0 and less than 1");
    }

    private static void epsilon(String what, double value) {
        Lines.require(value > 0, what + " is " + value + ", but must be greater than 0");
    }
}
