package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Scalar;

/// A scalar formula. It is defined for all numbers: what would leave a function's domain is brought back into it first.
/// It also grows no faster than its arguments, so that many formulas one after another do not overflow.
public sealed interface Formula {
    /// An argument of the formula.
    ///
    /// @param index taken modulo the number of arguments
    record Argument(int index) implements Formula {
    }

    /// A number.
    record Number(double value) implements Formula {
    }

    /// A function of one number.
    record Unary(UnaryFunction function, Formula x) implements Formula {
    }

    /// A function of two numbers.
    record Binary(BinaryFunction function, Formula a, Formula b) implements Formula {
    }

    /// `then` where a ≤ b, or else a < b, holds; else `otherwise`.
    record Choice(boolean strict, Formula a, Formula b, Formula then, Formula otherwise) implements Formula {
    }

    /// The functions of one number; the simplest come first.
    enum UnaryFunction {
        /// −x.
        NEGATE(true),
        /// The hyperbolic tangent.
        TANH(true),
        /// 1 − x.
        ONE_MINUS(true),
        /// The logistic function.
        SIGMOID(true),
        /// log(1 + eˣ).
        SOFTPLUS(true),
        /// The error function.
        ERF(true),
        /// (tanh x)².
        SQUARE(true),
        /// e to the power of tanh x.
        EXP(true),
        /// e to the power of tanh x, less 1.
        EXPM1(true),
        /// log(1 + x²), by the logarithm.
        LOG(true),
        /// log(1 + x²), by the logarithm of 1 + x.
        LOG1P(true),
        /// √(1 + x²).
        SQRT(true),
        /// (½ + x²)^¾.
        POW(true),
        /// 1 / (1 + x²).
        RECIPROCAL(true),
        /// |x|.
        ABS(false),
        /// log(1 + |x|).
        LOG_OF_ABS(false),
        /// e to the power of min(x, 1).
        EXP_OF_MIN(false),
        /// x / (1 + |x|).
        SOFTSIGN(false);

        private final boolean smooth;

        UnaryFunction(boolean smooth) {
            this.smooth = smooth;
        }

        /// Whether it has a derivative everywhere.
        public boolean smooth() {
            return smooth;
        }

        Code<Scalar> of(Code<Scalar> x) {
            return switch (this) {
                case NEGATE -> x.call("negate", Scalar::negate);
                case TANH -> x.call("tanh", Scalar::tanh);
                case ONE_MINUS -> x.call("oneMinus", Scalar::oneMinus);
                case SIGMOID -> x.call("sigmoid", Scalar::sigmoid);
                case SOFTPLUS -> x.call("softplus", Scalar::softplus);
                case ERF -> x.call("erf", Scalar::erf);
                case SQUARE -> TANH.of(x).call("square", Scalar::square);
                case EXP -> TANH.of(x).call("exp", Scalar::exp);
                case EXPM1 -> TANH.of(x).call("expm1", Scalar::expm1);
                case LOG -> plus(square(x), 1).call("log", Scalar::log);
                case LOG1P -> square(x).call("log1p", Scalar::log1p);
                case SQRT -> plus(square(x), 1).call("sqrt", Scalar::sqrt);
                case POW -> plus(square(x), 0.5).call("pow", Code.number(0.75), Scalar::pow);
                case RECIPROCAL -> number(1).call("over", plus(square(x), 1), Scalar::over);
                case ABS -> x.call("abs", Scalar::abs);
                case LOG_OF_ABS -> plus(ABS.of(x), 1).call("log", Scalar::log);
                case EXP_OF_MIN -> x.call("min", Code.number(1), Scalar::min).call("exp", Scalar::exp);
                case SOFTSIGN -> x.call("over", plus(ABS.of(x), 1), Scalar::over);
            };
        }

        private static Code<Scalar> square(Code<Scalar> x) {
            return x.call("square", Scalar::square);
        }

        private static Code<Scalar> plus(Code<Scalar> x, double number) {
            return x.call("plus", Code.number(number), Scalar::plus);
        }
    }

    /// The functions of two numbers; the simplest come first.
    enum BinaryFunction {
        /// a + b.
        PLUS(true),
        /// a − b.
        MINUS(true),
        /// a · tanh b.
        TIMES(true),
        /// a / (1 + b²).
        OVER(true),
        /// The larger.
        MAX(false),
        /// The smaller.
        MIN(false);

        private final boolean smooth;

        BinaryFunction(boolean smooth) {
            this.smooth = smooth;
        }

        /// Whether it has a derivative everywhere.
        public boolean smooth() {
            return smooth;
        }

        Code<Scalar> of(Code<Scalar> a, Code<Scalar> b) {
            return switch (this) {
                case PLUS -> a.call("plus", b, Scalar::plus);
                case MINUS -> a.call("minus", b, Scalar::minus);
                case TIMES -> a.call("times", UnaryFunction.TANH.of(b), Scalar::times);
                case OVER -> a.call("over", UnaryFunction.plus(UnaryFunction.square(b), 1), Scalar::over);
                case MAX -> a.call("max", b, Scalar::max);
                case MIN -> a.call("min", b, Scalar::min);
            };
        }
    }

    private static Code<Scalar> number(double value) {
        return Code.word("Scalar.of", Code.number(value), Scalar::of);
    }
}
