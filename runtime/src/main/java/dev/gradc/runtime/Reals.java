package dev.gradc.runtime;

/// A program's arrays of real numbers: the one place where `float[]` and `double[]` are told apart.
final class Reals {
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
        int from = array instanceof float[] floats ? finiteUpTo(floats, offset, end) : offset;
        for (int i = from; i < end; i++) {
            if (!Double.isFinite(get(array, i))) {
                return i;
            }
        }
        return -1;
    }

    /// A place before the first element that is NaN or infinite, if there is one; close to the end if there is none. A sum of
    /// elements times 0 is 0 as long as all are finite; eight sums keep the processor busy.
    private static int finiteUpTo(float[] x, int from, int end) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = from;
        for (; i < end - 7; i += 8) {
            a += x[i] * 0;
            b += x[i + 1] * 0;
            c += x[i + 2] * 0;
            d += x[i + 3] * 0;
            e += x[i + 4] * 0;
            f += x[i + 5] * 0;
            g += x[i + 6] * 0;
            h += x[i + 7] * 0;
        }
        return a + b + c + d + e + f + g + h == 0 ? i : from;
    }
}
