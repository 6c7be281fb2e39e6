package dev.gradc.compiler.scalar;

import dev.gradc.runtime.Precision;

/// Which sequence computes which function.
public final class Functions {
    private Functions() {
    }

    /// A function of one number.
    public static Sequence of(Fn function, Precision precision) {
        boolean isFloat = precision == Precision.FLOAT;
        return switch (function) {
            case EXP -> isFloat ? FloatSequences.EXP : DoubleSequences.EXP;
            case LOG -> isFloat ? FloatSequences.LOG : DoubleSequences.LOG;
            case TANH -> isFloat ? FloatSequences.TANH : DoubleSequences.TANH;
            case LOGISTIC -> isFloat ? FloatSequences.LOGISTIC : DoubleSequences.LOGISTIC;
            case SOFTPLUS -> isFloat ? FloatSequences.SOFTPLUS : DoubleSequences.SOFTPLUS;
            case EXPM1 -> isFloat ? FloatSequences.EXPM1 : DoubleSequences.EXPM1;
            case LOG1P -> isFloat ? FloatSequences.LOG1P : DoubleSequences.LOG1P;
            case ERF -> isFloat ? FloatSequences.ERF : DoubleSequences.ERF;
        };
    }

    /// `aᵇ`.
    public static Sequence pow(Precision precision) {
        return precision == Precision.FLOAT ? FloatSequences.POW : DoubleSequences.POW;
    }

    /// A random number.
    public static Sequence uniform(Precision precision) {
        return precision == Precision.FLOAT ? FloatSequences.UNIFORM : DoubleSequences.UNIFORM;
    }
}
