package dev.gradc.runtime;

/// A program's arrays of real numbers: the one place where `float[]` and `double[]` are told apart.
final class Reals {
    private static final int FLOAT_INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    private Reals() {
    }

    static Object allocate(Precision precision, int size) {
        return switch (precision) {
            case FLOAT -> new float[size];
            case DOUBLE -> new double[size];
        };
    }

    static int length(Object array) {
        return array instanceof float[] floats ? floats.length : ((double[]) array).length;
    }

    static double get(Object array, int index) {
        return array instanceof float[] floats ? floats[index] : ((double[]) array)[index];
    }

    /// Stores a number, rounded to the array's precision.
    static void set(Object array, int index, double value) {
        if (array instanceof float[] floats) {
            floats[index] = (float) value;
        } else {
            ((double[]) array)[index] = value;
        }
    }

    /// Copies a range, rounded where the target is narrower.
    static void copy(Object from, int at, Object to, int toAt, int count) {
        if (from.getClass() == to.getClass()) {
            System.arraycopy(from, at, to, toAt, count);
        } else {
            for (int i = 0; i < count; i++) {
                set(to, toAt + i, get(from, at + i));
            }
        }
    }

    static Object copy(Object array) {
        return array instanceof float[] floats ? floats.clone() : ((double[]) array).clone();
    }

    /// Copies a range as doubles; exact.
    static double[] doubles(Object array, int offset, int size) {
        double[] result = new double[size];
        for (int i = 0; i < size; i++) {
            result[i] = get(array, offset + i);
        }
        return result;
    }

    /// Copies a parameter's elements as doubles, row-major; exact.
    static double[] doubles(Object array, ParameterSpec spec) {
        double[] result = new double[spec.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = get(array, spec.place(i));
        }
        return result;
    }

    /// The index of the first element of a range that is NaN or infinite, or −1.
    static int firstNotFinite(Object array, int offset, int size) {
        int end = offset + size;
        if (array instanceof float[] floats) {
            int most = 0;
            for (int i = offset; i < end; i++) {
                most = Math.max(most, Float.floatToRawIntBits(floats[i]) & Integer.MAX_VALUE);
            }
            if (most < FLOAT_INFINITY) {
                return -1;
            }
        }
        for (int i = offset; i < end; i++) {
            if (!Double.isFinite(get(array, i))) {
                return i;
            }
        }
        return -1;
    }
}
