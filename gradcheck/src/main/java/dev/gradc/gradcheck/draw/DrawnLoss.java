package dev.gradc.gradcheck.draw;

/// A loss of the network's last value. Where it needs another width, an affine map brings it about.
public sealed interface DrawnLoss {
    /// The mean of the squares, without a target.
    record Plain() implements DrawnLoss {
    }

    /// A loss that compares with real numbers.
    record Regression(Kind kind) implements DrawnLoss {
        /// The losses of this kind.
        public enum Kind {
            /// The mean of the squares.
            MSE(true),
            /// Half of the squares.
            HALF_SQUARED_ERROR(true),
            /// The logarithm of a Bernoulli distribution, of probabilities.
            BINARY_CROSS_ENTROPY(true),
            /// The logarithm of a Bernoulli distribution, of scores.
            BINARY_CROSS_ENTROPY_WITH_LOGITS(true),
            /// The mean of the absolute values.
            MAE(false),
            /// Squares near 0, absolute values elsewhere.
            HUBER(false),
            /// A margin of 1.
            HINGE(false);

            private final boolean smooth;

            Kind(boolean smooth) {
                this.smooth = smooth;
            }

            /// Whether it has a derivative everywhere.
            public boolean smooth() {
                return smooth;
            }
        }
    }

    /// A formula of prediction and target.
    record Pointwise(Formula formula) implements DrawnLoss {
    }

    /// A loss that compares with labels of two classes.
    ///
    /// @param logits whether it takes scores
    record Binary(boolean logits) implements DrawnLoss {
    }

    /// A loss that compares with classes.
    ///
    /// @param classes at least 2
    record Classification(Kind kind, int classes, Target target) implements DrawnLoss {
        /// The losses of this kind.
        public enum Kind {
            /// Of scores.
            CROSS_ENTROPY_WITH_LOGITS,
            /// Of probabilities.
            CROSS_ENTROPY,
            /// The Kullback–Leibler divergence.
            KL_DIVERGENCE
        }

        /// How the classes are given.
        public enum Target {
            /// By labels.
            LABELS,
            /// By labels, mixed with the uniform distribution.
            SMOOTHED,
            /// By a distribution.
            DISTRIBUTION,
            /// By labels, each row mixed with the next one.
            MIXED
        }
    }

    /// The sum of the margins between the label's class and the others.
    ///
    /// @param classes at least 2
    record Margin(int classes) implements DrawnLoss {
    }
}
