package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.compiler.scalar.Sequence.Operation;
import org.objectweb.asm.Type;

/// How one value of the loop IR is held and computed: one iteration at a time, or many, a lane each. Operands are taken
/// from the JVM's stack and results left there.
interface Lanes {
    /// The JVM's type of a value.
    Type type(Sequence.Type type);

    /// How many elements a real takes in scratch that this backend adds: one, or as many as a vector has lanes.
    int spacing();

    /// Pushes a real, rounded to the program's precision.
    void constant(double value);

    /// Pushes an integer.
    void constant(long value);

    /// Pushes an operand other than a random number.
    void operand(Operand operand);

    /// Pushes element `at` of a buffer of integers.
    void integer(Buffer from, int at);

    /// Pushes an index as an integer.
    void integer(Index index);

    /// Flips the sign bit.
    void negate();

    /// Clears the sign bit.
    void absolute();

    /// Applies any operation but a shift. A selection takes its operands in reverse: otherwise, then, mask.
    void apply(Operation operation);

    /// Shifts an integer by a constant distance.
    void shift(Operation operation, int distance);

    /// Pops a real into a variable; lanes that are left out keep theirs.
    void assign(Variable to);

    /// Stores a real that `value` pushes.
    void store(Buffer to, Index at, Runnable value);

    /// Writes a variable into scratch; `place` pushes the array and the index.
    void spill(Variable from, Runnable place);

    /// Pushes what [#spill] wrote.
    void reload(Runnable place);
}
