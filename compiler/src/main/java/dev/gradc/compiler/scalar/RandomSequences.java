package dev.gradc.compiler.scalar;

import dev.gradc.compiler.scalar.SequenceBuilder.Int;
import dev.gradc.runtime.Precision;

/// Random numbers as a function of a counter: Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror, Shaw, *Parallel random
/// numbers: as easy as 1, 2, 3*, SC 2011).
final class RandomSequences {
    private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};
    private static final int ROUNDS = 20;
    private static final long PARITY = 0x1bd11bda;
    private static final long LOW_32 = 0xffffffffL;

    private final Precision precision;
    private final SequenceBuilder b;

    private RandomSequences(Precision precision) {
        this.precision = precision;
        b = new SequenceBuilder("uniform", precision);
    }

    /// `uniform(key0, key1, row, column)`: the first word of Threefry, its upper 23 bits over 2²³. In `DOUBLE` the words
    /// are the lower halves of the integers, whatever the upper halves hold, and the number is the same.
    static Sequence uniform(Precision precision) {
        return new RandomSequences(precision).uniform();
    }

    private Sequence uniform() {
        Int key0 = b.intInput();
        Int key1 = b.intInput();
        Int row = b.intInput();
        Int column = b.intInput();
        Int[] keys = {key0, key1, key0.xor(key1).xor(b.integer(PARITY))};
        Int x0 = row.plus(key0);
        Int x1 = word(column.plus(key1));
        for (int round = 0; round < ROUNDS; round++) {
            x0 = x0.plus(x1);
            x1 = word(rotated(x1, ROTATIONS[round % ROTATIONS.length]).xor(x0));
            if (round % 4 == 3) {
                int injection = (round + 1) / 4;
                x0 = x0.plus(keys[injection % 3]);
                x1 = word(x1.plus(keys[(injection + 1) % 3]).plus(b.integer(injection)));
            }
        }
        return b.returning(fraction(word(x0).shiftRight(9)));
    }

    /// An upper half other than 0 would come down in a shift to the right, so it is cut off before.
    private Int word(Int value) {
        return precision == Precision.FLOAT ? value : value.and(b.integer(LOW_32));
    }

    private Int rotated(Int word, int distance) {
        return word.shiftLeft(distance).or(word.shiftRight(32 - distance));
    }

    /// 23 bits over 2²³, by way of the number from 1 to 2 that has them as the top of its fraction.
    private SequenceBuilder.Real fraction(Int bits) {
        Int number = precision == Precision.FLOAT
                ? bits.or(b.integer(Float.floatToRawIntBits(1)))
                : bits.shiftLeft(Double.PRECISION - Float.PRECISION).or(b.integer(Double.doubleToRawLongBits(1)));
        return number.asReal().minus(1);
    }
}
