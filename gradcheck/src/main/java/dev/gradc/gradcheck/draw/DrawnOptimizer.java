package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Optimizer;
import dev.gradc.dsl.Optimizers;

/// An optimiser.
///
/// @param rate the learning rate
public record DrawnOptimizer(Kind kind, double rate, Clipping clipping) {
    /// The optimisers of the DSL, and one by a formula.
    public enum Kind {
        /// Gradient descent.
        SGD,
        /// With momentum.
        MOMENTUM,
        /// With Nesterov's momentum.
        NESTEROV,
        /// Adagrad.
        ADAGRAD,
        /// RMSProp.
        RMS_PROP,
        /// Adam.
        ADAM,
        /// AdamW.
        ADAM_W,
        /// A formula of the user's: gradient descent by a rate that falls with the number of the step.
        OWN
    }

    /// What happens to gradients first.
    public enum Clipping {
        /// Nothing.
        NONE,
        /// Each number is brought into an interval.
        VALUE,
        /// All are scaled down together.
        GLOBAL_NORM
    }

    Code<Optimizer> code() {
        Code<Double> limit = Code.number(0.5);
        return switch (clipping) {
            case NONE -> plain();
            case VALUE -> plain().call("clipByValue", limit, Optimizer::clipByValue);
            case GLOBAL_NORM -> plain().call("clipByGlobalNorm", limit, Optimizer::clipByGlobalNorm);
        };
    }

    private Code<Optimizer> plain() {
        Code<Double> eta = Code.number(rate);
        return switch (kind) {
            case SGD -> Code.word("sgd", eta, Optimizers::sgd);
            case MOMENTUM -> Code.word("momentum", eta, Code.number(0.9), Optimizers::momentum);
            case NESTEROV -> Code.word("nesterov", eta, Code.number(0.9), Optimizers::nesterov);
            case ADAGRAD -> Code.word("adagrad", eta, Optimizers::adagrad);
            case RMS_PROP -> Code.word("rmsProp", eta, Optimizers::rmsProp);
            case ADAM -> Code.word("adam", eta, Optimizers::adam);
            case ADAM_W -> Code.word("adamW", eta, Code.number(0.01), Optimizers::adamW);
            case OWN -> new Code<>("Optimizer.of(" + eta.text()
                    + ", (w, g, step) -> w.minus(step.rate().over(step.number()).times(g)))",
                    () -> Optimizer.of(rate, (w, g, step) -> w.minus(step.rate().over(step.number()).times(g))));
        };
    }
}
