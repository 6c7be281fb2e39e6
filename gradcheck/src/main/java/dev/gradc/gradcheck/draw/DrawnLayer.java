package dev.gradc.gradcheck.draw;

import java.util.List;
import java.util.Optional;

/// A layer from `[batch, n]` to `[batch, m]`. Each fits every n.
public sealed interface DrawnLayer {
    /// An activation.
    record Activated(Activation activation) implements DrawnLayer {
    }

    /// A formula of one argument at every element.
    record Mapped(Formula formula) implements DrawnLayer {
    }

    /// An affine map.
    ///
    /// @param width how many numbers it gives
    /// @param biased whether it has a bias
    /// @param trainable whether training changes it
    /// @param start how its weights begin
    /// @param regularizer what its weights cost
    record Dense(int width, boolean biased, boolean trainable, Start start, Optional<DrawnRegularizer> regularizer)
            implements
                DrawnLayer {
        /// A trainable map with a bias.
        public Dense(int width) {
            this(width, true, true, Start.HE_UNIFORM, Optional.empty());
        }
    }

    /// The largest of several affine maps.
    record Maxout(int width, int pieces) implements DrawnLayer {
    }

    /// Layer normalisation.
    record Norm() implements DrawnLayer {
    }

    /// Dropout.
    record Dropout(double rate) implements DrawnLayer {
    }

    /// A block and what goes round it. Where the block ends in another width, an affine map follows.
    ///
    /// @param block layers one after another
    /// @param rate of stochastic depth; empty for a plain residual block
    record Residual(List<DrawnLayer> block, Optional<Double> rate) implements DrawnLayer {
        /// A copy, so that nobody changes it.
        public Residual {
            block = List.copyOf(block);
        }
    }

    /// How many numbers it gives for rows of `inputs` numbers.
    default int width(int inputs) {
        return switch (this) {
            case Dense dense -> dense.width();
            case Maxout maxout -> maxout.width();
            case Activated _, Mapped _, Norm _, Dropout _, Residual _ -> inputs;
        };
    }
}
