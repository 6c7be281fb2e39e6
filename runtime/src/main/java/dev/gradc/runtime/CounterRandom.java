package dev.gradc.runtime;

/// Counter-based random numbers: Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror and Shaw, "Parallel random numbers:
/// as easy as 1, 2, 3", 2011). Every number is a pure function of a key and a counter; nothing here has state, so the
/// order of draws, the threads and a resume change nothing.
///
/// Keys and counters are pairs of 32-bit words, packed into a `long` with the first word in the low half.
public final class CounterRandom {
    private static final int PARITY = 0x1BD11BDA;
    private static final double TWO_POW_MINUS_53 = 0x1p-53;

    /// What numbers are drawn for, so that no two uses of one seed share a number.
    public enum Purpose {
        /// Initial parameters.
        INITIALIZE,
        /// The order of rows in an epoch.
        SHUFFLE,
        /// Dropout and other masks.
        MASK,
        /// The split into training and validation rows.
        SPLIT,
        /// MixUp's shares.
        MIX,
        /// Generated data sets.
        DATA
    }

    private CounterRandom() {
    }

    /// The generator itself: 64 random bits for a key and a counter.
    ///
    /// @return the two output words, the first in the low half
    public static long bits(int key0, int key1, int counter0, int counter1) {
        int k0 = key0;
        int k1 = key1;
        int k2 = PARITY ^ key0 ^ key1;
        int x0 = counter0 + k0;
        int x1 = counter1 + k1;
        for (int group = 1; group <= 5; group++) {
            boolean odd = (group & 1) == 1;
            x0 += x1;
            x1 = Integer.rotateLeft(x1, odd ? 13 : 17) ^ x0;
            x0 += x1;
            x1 = Integer.rotateLeft(x1, odd ? 15 : 29) ^ x0;
            x0 += x1;
            x1 = Integer.rotateLeft(x1, odd ? 26 : 16) ^ x0;
            x0 += x1;
            x1 = Integer.rotateLeft(x1, odd ? 6 : 24) ^ x0;
            int first = k0;
            k0 = k1;
            k1 = k2;
            k2 = first;
            x0 += k0;
            x1 += k1 + group;
        }
        return (x0 & 0xFFFFFFFFL) | (long) x1 << 32;
    }

    /// 64 random bits for a packed key and a packed counter.
    public static long bits(long key, long counter) {
        return bits((int) key, (int) (key >>> 32), (int) counter, (int) (counter >>> 32));
    }

    /// The key for one purpose under a seed. More keys follow from it by [#bits(long, long)], with an index as counter.
    public static long key(long seed, Purpose purpose) {
        return bits(seed, purpose.ordinal());
    }

    /// The key of a random stream in a step: its low word is the stream's first key in the array of role
    /// [ArraySpec.Role#INT_KEYS], its high word the second.
    ///
    /// @param step how many updates came before
    public static long maskKey(long seed, long step, int stream) {
        return bits(bits(key(seed, Purpose.MASK), step), stream);
    }

    /// A number in [0, 1), a multiple of 2⁻⁵³.
    public static double uniform(long key, long counter) {
        return (bits(key, counter) >>> 11) * TWO_POW_MINUS_53;
    }

    /// A whole number from 0 to `bound` − 1, by the multiplication method; its bias is below `bound`·2⁻⁶⁴.
    ///
    /// @param bound at least 1
    public static int below(int bound, long key, long counter) {
        long bits = bits(key, counter);
        // Without a sign, bits that are negative with one are 2⁶⁴ more, and the high word of the product is `bound` more.
        return (int) (Math.multiplyHigh(bits, bound) + (bits < 0 ? bound : 0));
    }

    /// A standard normal number, by Box and Muller (1958) in `StrictMath`. It takes the counters 2·`counter` and
    /// 2·`counter` + 1 of the key.
    public static double normal(long key, long counter) {
        double u = 1 - uniform(key, 2 * counter);
        double v = uniform(key, 2 * counter + 1);
        return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * StrictMath.PI * v);
    }

    /// Fills `order` with the numbers 0 to its length − 1 in a random order that is a function of the key alone
    /// (Fisher and Yates 1938, Durstenfeld 1964).
    public static void permute(long key, int[] order) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int i = order.length - 1; i > 0; i--) {
            int j = below(i + 1, key, i);
            int held = order[i];
            order[i] = order[j];
            order[j] = held;
        }
    }

    /// Fills `order` with the rows of an epoch in their random order.
    public static void shuffle(long seed, long epoch, int[] order) {
        permute(bits(key(seed, Purpose.SHUFFLE), epoch), order);
    }
}
