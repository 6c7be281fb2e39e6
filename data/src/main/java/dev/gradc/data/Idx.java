package dev.gradc.data;

import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.GradcException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The IDX format of MNIST (LeCun, Cortes and Burges): two zero bytes, the element type, the number of dimensions, the
/// extents as big-endian ints, the elements. gradc reads unsigned bytes (type 0x08), plain or as gzip: images with any
/// number of dimensions, and labels with one.
final class Idx {
    private static final int UNSIGNED_BYTE = 0x08;

    private Idx() {
    }

    /// Images with their labels.
    ///
    /// @param rows how many to read at most
    /// @param classes the classes' names when another data set has fixed them; empty: as many as the labels need
    static DataSet read(Path images, Path labels, int rows, List<String> classes) {
        Bytes x = bytes(images, rows);
        Bytes y = bytes(labels, Integer.MAX_VALUE);
        if (y.extents.size() != 1) {
            throw new GradcException(labels + " has " + y.extents.size()
                    + " dimensions, but a file of labels has one: give images first, labels second");
        }
        if (y.rows < x.rows || y.rows > x.rows && x.rows < rows) {
            throw new GradcException(images + " has " + x.rows + " images, but " + labels + " has " + y.rows
                    + " labels: they do not belong together");
        }
        return PixelDataSet.of(x.values, x.rows, x.width, y.values, classNames(labels, y.values, classes));
    }

    /// Images alone.
    static DataSet read(Path images, int rows) {
        Bytes x = bytes(images, rows);
        return PixelDataSet.of(x.values, x.rows, x.width);
    }

    /// The file of labels that stands beside a file of images under the usual name, plain or as gzip.
    static Optional<Path> labelsBeside(Path images) {
        String name = images.getFileName().toString();
        String labels = labelsName(name);
        String other = labels.endsWith(".gz") ? labels.substring(0, labels.length() - 3) : labels + ".gz";
        return labels.equals(name) ? Optional.empty()
                : Stream.of(labels, other).map(images::resolveSibling).filter(Files::exists).findFirst();
    }

    /// The usual name of the labels that belong to a file of images.
    static String labelsName(String images) {
        return images.replace("images", "labels").replace("idx3", "idx1").replace("idx4", "idx1");
    }

    private static List<String> classNames(Path file, byte[] labels, List<String> classes) {
        int most = 0;
        for (byte label : labels) {
            most = Math.max(most, label & 0xFF);
        }
        if (classes.isEmpty()) {
            return Classes.indices(most + 1);
        }
        if (most >= classes.size()) {
            throw new GradcException(
                    file + " has the label " + most + ", but there are only the classes 0 to " + (classes.size() - 1));
        }
        return classes;
    }

    private record Bytes(List<Integer> extents, int rows, int width, byte[] values) {
    }

    private static Bytes bytes(Path path, int mostRows) {
        InputFile file = InputFile.of(path);
        try (BinaryReader reader = new BinaryReader(file)) {
            int magic = reader.bigEndianInt("header");
            if (magic >>> 16 != 0) {
                throw file.error("is not an IDX file: it does not start with two zero bytes");
            }
            if ((magic >>> 8 & 0xFF) != UNSIGNED_BYTE) {
                throw file.error(
                        String.format("holds IDX elements of type 0x%02X, but only unsigned bytes (0x08) are read",
                                magic >>> 8 & 0xFF));
            }
            return values(file, reader, magic & 0xFF, mostRows);
        }
    }

    private static Bytes values(InputFile file, BinaryReader reader, int dimensions, int mostRows) {
        if (dimensions == 0) {
            throw file.error("is not an IDX file that holds rows: its header names 0 dimensions");
        }
        List<Integer> extents = new ArrayList<>();
        long width = 1;
        for (int d = 0; d < dimensions; d++) {
            int extent = reader.bigEndianInt("header");
            if (extent <= 0 || d > 0 && (width *= extent) > Integer.MAX_VALUE) {
                throw file.error(
                        "has an IDX header with the extent " + Integer.toUnsignedString(extent) + " in dimension "
                                + (d + 1) + ", which no file can hold or which leaves nothing to read");
            }
            extents.add(extent);
        }
        int rows = Math.min(extents.getFirst(), mostRows);
        byte[] values = reader.bytes(rows * width, rows + " rows of " + width);
        if (rows == extents.getFirst()) {
            reader.end();
        }
        return new Bytes(List.copyOf(extents), rows, (int) width, values);
    }
}
