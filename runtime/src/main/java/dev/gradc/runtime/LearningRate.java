package dev.gradc.runtime;

/// The learning rate as a function of the step: a schedule, with its base rate η₀.
///
/// Everything is computed in double by `StrictMath`. An epoch is counted in steps, so that `e = step / stepsPerEpoch` below is a
/// fraction within an epoch.
public sealed interface LearningRate {
    /// The rate η₀ at which the schedule begins (after a warm-up).
    double base();

    /// The same schedule with another base rate.
    /// @throws GradcException when the rate is negative or not finite
    LearningRate withBase(double base);

    /// The rate of a step.
    ///
    /// @param step how many steps came before
    /// @param stepsPerEpoch how many steps an epoch has, at least 1
    /// @param steps how many steps the whole training has, at least 1
    double at(long step, long stepsPerEpoch, long steps);

    /// The text form, which [LearningRateText#parse] reads: `constant(0.1)`, `cosine(0.1, 0.0)`.
    String text();

    /// Always η₀.
    record Constant(double base) implements LearningRate {
        /// @throws GradcException when the rate is negative or not finite
        public Constant {
            Check.rate(base);
        }

        @Override
        public Constant withBase(double base) {
            return new Constant(base);
        }

        @Override
        public double at(long step, long stepsPerEpoch, long steps) {
            return base;
        }

        @Override
        public String text() {
            return "constant(" + base + ")";
        }
    }

    /// η₀·factor^⌊e / every⌋: down by a factor after every so many epochs.
    ///
    /// @param factor from 0 to 1
    /// @param every epochs, at least 1
    record StepDecay(double base, double factor, int every) implements LearningRate {
        /// @throws GradcException when a number is out of its range
        public StepDecay {
            Check.rate(base);
            Check.factor(factor);
            Check.positive("the number of epochs between two steps of the learning rate", every);
        }

        @Override
        public StepDecay withBase(double base) {
            return new StepDecay(base, factor, every);
        }

        @Override
        public double at(long step, long stepsPerEpoch, long steps) {
            return base * power(factor, step / stepsPerEpoch / every);
        }

        /// By squaring; unlike `StrictMath.pow` it makes no garbage.
        private static double power(double factor, long exponent) {
            double result = 1;
            double square = factor;
            for (long left = exponent; left > 0; left >>= 1) {
                result = (left & 1) == 1 ? result * square : result;
                square *= square;
            }
            return result;
        }

        @Override
        public String text() {
            return "step(" + base + ", " + factor + ", " + every + ")";
        }
    }

    /// η₀·factor^e: down by a factor over every epoch, a little at each step.
    ///
    /// @param factor from 0 to 1
    record Exponential(double base, double factor) implements LearningRate {
        /// @throws GradcException when a number is out of its range
        public Exponential {
            Check.rate(base);
            Check.factor(factor);
        }

        @Override
        public Exponential withBase(double base) {
            return new Exponential(base, factor);
        }

        @Override
        public double at(long step, long stepsPerEpoch, long steps) {
            return base * StrictMath.exp(StrictMath.log(factor) * step / stepsPerEpoch);
        }

        @Override
        public String text() {
            return "exponential(" + base + ", " + factor + ")";
        }
    }

    /// Half a wave of the cosine from η₀ down to `last` over the whole training (Loshchilov and Hutter 2017).
    ///
    /// @param last at least 0
    record Cosine(double base, double last) implements LearningRate {
        /// @throws GradcException when a number is out of its range
        public Cosine {
            Check.rate(base);
            Check.rate(last);
        }

        @Override
        public Cosine withBase(double base) {
            return new Cosine(base, last);
        }

        @Override
        public double at(long step, long stepsPerEpoch, long steps) {
            double part = Math.min(1, (double) step / Math.max(1, steps));
            return last + (base - last) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * part));
        }

        @Override
        public String text() {
            return "cosine(" + base + ", " + last + ")";
        }
    }

    /// A straight rise to η₀ over the first steps, then another schedule, which begins there.
    ///
    /// @param steps at least 1
    /// @param then any schedule but another warm-up
    record WarmUp(int steps, LearningRate then) implements LearningRate {
        /// @throws GradcException when a number is out of its range, or a warm-up follows a warm-up
        public WarmUp {
            Check.positive("the number of warm-up steps", steps);
            if (then instanceof WarmUp) {
                throw new GradcException("a warm-up of the learning rate cannot be followed by another warm-up");
            }
        }

        @Override
        public double base() {
            return then.base();
        }

        @Override
        public WarmUp withBase(double base) {
            return new WarmUp(steps, then.withBase(base));
        }

        @Override
        public double at(long step, long stepsPerEpoch, long all) {
            return step < steps
                    ? then.base() * (step + 1) / steps
                    : then.at(step - steps, stepsPerEpoch, Math.max(1, all - steps));
        }

        @Override
        public String text() {
            return "warmup(" + steps + ", " + then.text() + ")";
        }
    }
}
