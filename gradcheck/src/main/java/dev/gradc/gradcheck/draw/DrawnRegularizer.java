package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Regularizer;
import dev.gradc.dsl.Regularizers;

/// What weights cost.
///
/// @param kind by which measure
/// @param lambda λ
public record DrawnRegularizer(Kind kind, double lambda) {
    /// The regularisers of the DSL.
    public enum Kind {
        /// λ Σ w².
        L2,
        /// λ Σ |w|.
        L1,
        /// λ Σ |w| + ½λ Σ w².
        L1L2
    }

    Code<Regularizer> code() {
        Code<Double> strength = Code.number(lambda);
        return switch (kind) {
            case L2 -> Code.word("l2", strength, Regularizers::l2);
            case L1 -> Code.word("l1", strength, Regularizers::l1);
            case L1L2 -> Code.word("l1l2", strength, Code.number(lambda / 2), Regularizers::l1l2);
        };
    }
}
