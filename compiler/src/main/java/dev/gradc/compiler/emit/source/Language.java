package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.CodeBlock;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.runtime.Precision;

/// What the languages in which a reader gets the loops write each in its own way, in one precision; the rest of a function's body
/// they write alike. What is asked for by name, a function or an operation, is there where the name is written.
public interface Language {
    /// The type of the numbers.
    Precision precision();

    /// The type of a real: `float`.
    String realType();

    /// The type of an index: `int`.
    String indexType();

    /// The type of the integers of functions: as wide as a real.
    String integerType();

    /// The type of a truth value.
    String truthType();

    /// What stands before the type of a variable that keeps its value.
    String constant();

    /// A real, rounded to the precision.
    String real(double value);

    /// An integer of functions.
    String integer(long value);

    /// An element of an array.
    ///
    /// @param array the array's name
    /// @param start the name of the place where a buffer begins in it; empty where it begins with the array
    /// @param index the element's place from there on
    String element(String array, String start, String index);

    /// An operation that the languages call differently.
    enum Operation {
        ABS, SQRT, MIN, MAX, FMA, TO_BITS, FROM_BITS
    }

    /// What stands before the parentheses of an operation.
    String operation(Operation operation);

    /// The form of a shift to the right of `%s` by `%s`.
    ///
    /// @param isSigned whether the sign comes in from the left, and not zeros
    String shiftRight(boolean isSigned);

    /// The function that computes a sequence.
    String function(Sequence sequence);

    /// The function that combines the lanes of a sum or maximum.
    String lanes(Combine combine);

    /// The function that combines the result of a block with those before it.
    String block(Combine combine);

    /// The function that combines what is left of the blocks.
    String blocks(Combine combine);

    /// The smaller of two indices.
    String least(String a, String b);

    /// Declares an array that a sum keeps numbers in.
    ///
    /// @param number which of the thread's rows of scratch it may take
    /// @param size how many numbers
    CodeBlock row(String name, int number, int size);

    /// Gives the first numbers of such an array one value.
    CodeBlock filled(String row, int count, String value);

    /// Whether the lanes of a sum are written as a loop of their own, whose iterations may run side by side; else element k is
    /// taken to lane k mod lanes in the loop over k.
    boolean loopsOverLanes();
}
