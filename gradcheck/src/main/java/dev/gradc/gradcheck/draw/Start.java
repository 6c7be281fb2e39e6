package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Initial;
import dev.gradc.dsl.Initializers;

/// How the weights of a layer begin.
public enum Start {
    /// Uniform, by He.
    HE_UNIFORM(Code.word("heUniform", Initializers::heUniform)),
    /// Normal, by He.
    HE_NORMAL(Code.word("heNormal", Initializers::heNormal)),
    /// Uniform, by Glorot.
    GLOROT_UNIFORM(Code.word("glorotUniform", Initializers::glorotUniform)),
    /// Normal, by Glorot.
    GLOROT_NORMAL(Code.word("glorotNormal", Initializers::glorotNormal)),
    /// Uniform between two bounds.
    UNIFORM(Code.word("uniform", Code.number(-0.5), Code.number(0.25), Initializers::uniform)),
    /// Normal with a mean and a deviation.
    NORMAL(Code.word("normal", Code.number(0.125), Code.number(0.5), Initializers::normal)),
    /// Orthonormal rows or columns.
    ORTHOGONAL(Code.word("orthogonal", Code.number(1.5), Initializers::orthogonal)),
    /// All the same.
    CONSTANT(Code.word("constant", Code.number(0.5), Initializers::constant)),
    /// All zero.
    ZEROS(Code.word("zeros", Initializers::zeros));

    private final Code<Initial> code;

    Start(Code<Initial> code) {
        this.code = code;
    }

    Code<Initial> code() {
        return code;
    }
}
