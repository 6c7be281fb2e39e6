package dev.gradc.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An array from NumPy's NPY format, versions 1.0 to 3.0 (numpy.lib.format): a magic string, a header that is a Python
/// dictionary of three entries, the elements in C order. Numbers of any size and byte order are read; Fortran order,
/// records and pickled objects are not.
///
/// @param file where it came from
/// @param whole whether the elements are integers or truth values
/// @param rows the first extent, or as many of it as were asked for
/// @param width the product of the others
/// @param dimensions how many extents there are
/// @param values the elements, row after row
record NpyArray(InputFile file, boolean whole, int rows, int width, int dimensions, double[] values) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final Pattern HEADER = Pattern.compile("\\s*\\{\\s*'descr'\\s*:\\s*'([^']*)'\\s*,"
            + "\\s*'fortran_order'\\s*:\\s*(True|False)\\s*,\\s*'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)\\s*,?\\s*\\}\\s*");
    private static final Pattern TYPE = Pattern.compile("([<>|=])([fiub])([1248])");

    /// Reads a file, plain or as gzip.
    ///
    /// @param mostRows how many rows to read at most
    static NpyArray read(Path path, int mostRows) {
        InputFile file = InputFile.of(path);
        try (BinaryReader reader = new BinaryReader(file)) {
            Matcher header = HEADER.matcher(header(file, reader));
            if (!header.matches()) {
                throw file.error("has an NPY header that is not a plain array's: records and objects are not read");
            }
            if (header.group(2).equals("True")) {
                throw file.error("is in Fortran order, but rows are needed one after another: save it with"
                        + " numpy.save(file, numpy.ascontiguousarray(a))");
            }
            List<Integer> shape = shape(file, header.group(3));
            return values(file, reader, header.group(1), shape, mostRows);
        }
    }

    private static String header(InputFile file, BinaryReader reader) {
        if (!Arrays.equals(reader.bytes(MAGIC.length, "NPY header"), MAGIC)) {
            throw file.error("is not an NPY file: it does not start with NumPy's magic string");
        }
        int version = reader.unsignedByte("NPY header");
        reader.unsignedByte("NPY header");
        if (version < 1 || version > 3) {
            throw file.error("has version " + version + " of the NPY format, but 1 to 3 are read");
        }
        ByteBuffer length = ByteBuffer.wrap(reader.bytes(version == 1 ? 2 : 4, "NPY header"))
                .order(ByteOrder.LITTLE_ENDIAN);
        int count = version == 1 ? length.getShort() & 0xFFFF : length.getInt();
        if (count < 0 || count > LONGEST_HEADER) {
            throw file.error("has an NPY header of " + Integer.toUnsignedString(count) + " bytes, but at most "
                    + LONGEST_HEADER + " are read");
        }
        return new String(reader.bytes(count, "NPY header"), StandardCharsets.UTF_8);
    }

    private static List<Integer> shape(InputFile file, String text) {
        List<Integer> shape = new ArrayList<>();
        long product = 1;
        for (String part : text.replaceAll("\\s", "").split(",", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            long extent = part.length() > 10 ? Long.MAX_VALUE : Long.parseLong(part);
            product = shape.isEmpty() ? 1 : product * extent;
            if (extent > Integer.MAX_VALUE || product > Integer.MAX_VALUE) {
                throw file.error("has an NPY header with the shape (" + text + "), which is too large to read");
            }
            shape.add((int) extent);
        }
        if (shape.isEmpty() || shape.contains(0)) {
            throw file.error("has the shape (" + text + "), but rows are needed: there is nothing to read");
        }
        return shape;
    }

    private static NpyArray values(InputFile file, BinaryReader reader, String descr, List<Integer> shape,
            int mostRows) {
        Matcher type = TYPE.matcher(descr);
        if (!type.matches() || !isType(type.group(2).charAt(0), type.group(3).charAt(0) - '0')) {
            throw file.error(
                    "has elements of the NumPy type '" + descr
                            + "', but only real numbers, integers and bool are read");
        }
        int bytes = type.group(3).charAt(0) - '0';
        int rows = Math.min(shape.getFirst(), mostRows);
        int width = shape.stream().skip(1).reduce(1, (a, b) -> a * b);
        long count = (long) rows * width;
        byte[] raw = reader.bytes(Math.min(count, Long.MAX_VALUE / bytes) * bytes, count + " elements");
        if (rows == shape.getFirst()) {
            reader.end();
        }
        file.requireMemory(count * (bytes + 2L * Double.BYTES));
        if (count > Integer.MAX_VALUE - 8) {
            throw file.error("has " + count + " elements, too many to read at once: read fewer rows (rows=N)");
        }
        ByteBuffer from = ByteBuffer.wrap(raw)
                .order(type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        char kind = type.group(2).charAt(0);
        double[] values = new double[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = element(from, kind, bytes);
        }
        return new NpyArray(file, kind != 'f', rows, width, shape.size(), values);
    }

    private static boolean isType(char kind, int bytes) {
        return switch (kind) {
            case 'f' -> bytes >= 2;
            case 'b' -> bytes == 1;
            default -> true;
        };
    }

    private static double element(ByteBuffer from, char kind, int bytes) {
        if (kind == 'f') {
            return switch (bytes) {
                case 2 -> Float.float16ToFloat(from.getShort());
                case 4 -> from.getFloat();
                default -> from.getDouble();
            };
        }
        boolean unsigned = kind != 'i';
        return switch (bytes) {
            case 1 -> unsigned ? from.get() & 0xFF : from.get();
            case 2 -> unsigned ? from.getShort() & 0xFFFF : from.getShort();
            case 4 -> unsigned ? from.getInt() & 0xFFFFFFFFL : from.getInt();
            default -> eightBytes(from.getLong(), unsigned);
        };
    }

    private static double eightBytes(long value, boolean unsigned) {
        return unsigned && value < 0 ? 2.0 * (value >>> 1 | value & 1) : (double) value;
    }

    /// The elements as class indices.
    ///
    /// @param classes how many classes another data set has fixed; 0 when none has
    /// @throws dev.gradc.runtime.GradcException when one is not a whole number from 0 to the last class
    int[] labels(int classes) {
        int most = classes == 0 ? Classes.MOST : classes;
        int[] labels = new int[values.length];
        for (int i = 0; i < labels.length; i++) {
            if (values[i] != (int) values[i] || values[i] < 0 || values[i] >= most) {
                throw file.error(String.format(Locale.ROOT, "has the label %s in row %d, but a label is a whole number"
                        + " from 0 to %d", values[i], i + 1, most - 1));
            }
            labels[i] = (int) values[i];
        }
        return labels;
    }
}
