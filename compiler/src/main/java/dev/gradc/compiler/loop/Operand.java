package dev.gradc.compiler.loop;

/// What a statement's formula takes as its operands: always a real number of the program's precision.
public sealed interface Operand {
    /// A number that an enclosing block has computed before.
    ///
    /// @param id unique in its kernel
    record Temp(int id) implements Operand {
    }

    /// An element of a buffer of reals.
    record Load(Buffer from, Index at) implements Operand {
    }

    /// A class label of an `int[]` buffer, converted exactly.
    record LoadLabel(Buffer from, Index at) implements Operand {
    }

    /// The value of an index, converted exactly (it is below 2²⁴).
    record Position(Index value) implements Operand {
    }

    /// The number of rows of the batch, converted (rounded once where it is above 2²⁴ in float).
    record Rows() implements Operand {
    }

    /// A uniform random number in [0, 1): `UNIFORM(key0, key1, row, column)` with the keys of the stream, which stand at
    /// 2·stream and 2·stream + 1 of the `int[]` buffer.
    record Random(Buffer keys, int stream, Index row, Index column) implements Operand {
    }
}
