package dev.gradc.compiler.ir;

import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// The extents of a value, outermost first. The batch is symbolic and occurs at most once; every other extent is a
/// positive number.
///
/// @param extents each positive, or [#BATCH]
public record Shape(List<Integer> extents) {
    /// Stands for the number of rows of the batch.
    public static final int BATCH = -1;

    /// The shape of a single number.
    public static final Shape SCALAR = new Shape(List.of());

    /// Checks the extents.
    /// @throws IllegalArgumentException when one is not positive, the batch occurs twice, or a row has more than 2³¹ − 1 elements
    public Shape {
        extents = List.copyOf(extents);
        if (extents.stream().anyMatch(extent -> extent != BATCH && extent <= 0)) {
            throw new IllegalArgumentException("an extent must be at least 1: " + extents);
        }
        if (extents.stream().filter(extent -> extent == BATCH).count() > 1) {
            throw new IllegalArgumentException("the batch can be an extent only once: " + extents);
        }
        long elements = 1;
        for (int extent : extents) {
            elements *= extent == BATCH ? 1 : extent;
            if (elements > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("more than 2³¹ − 1 elements: " + extents);
            }
        }
    }

    /// The shape with these extents.
    public static Shape of(Integer... extents) {
        return new Shape(Arrays.asList(extents));
    }

    /// The shape of a row of that shape for each row of the batch.
    public static Shape batchOf(Collection<Integer> row) {
        List<Integer> extents = new ArrayList<>(List.of(BATCH));
        extents.addAll(row);
        return new Shape(extents);
    }

    /// How many axes there are.
    public int rank() {
        return extents.size();
    }

    /// The extent of an axis.
    public int extent(int axis) {
        return extents.get(axis);
    }

    /// Whether the batch is among the extents.
    public boolean hasBatch() {
        return extents.contains(BATCH);
    }

    /// The number of elements.
    public Extent size() {
        return sizeOf(extents);
    }

    /// How far apart neighbours along `axis` are in row-major order.
    public Extent stride(int axis) {
        return sizeOf(extents.subList(axis + 1, extents.size()));
    }

    /// The extent of an axis as a number of elements.
    public Extent along(int axis) {
        return sizeOf(extents.subList(axis, axis + 1));
    }

    /// This shape without the given axes.
    public Shape without(Collection<Integer> axes) {
        List<Integer> rest = new ArrayList<>();
        for (int axis = 0; axis < rank(); axis++) {
            if (!axes.contains(axis)) {
                rest.add(extents.get(axis));
            }
        }
        return new Shape(rest);
    }

    /// This shape with another extent along one axis.
    public Shape with(int axis, int extent) {
        List<Integer> changed = new ArrayList<>(extents);
        changed.set(axis, extent);
        return new Shape(changed);
    }

    private static Extent sizeOf(List<Integer> extents) {
        int fixed = extents.stream().filter(extent -> extent != BATCH).reduce(1, Math::multiplyExact);
        return extents.contains(BATCH) ? Extent.perRow(fixed) : Extent.fixed(fixed);
    }

    /// `[batch, 40]`.
    @Override
    public String toString() {
        return extents.stream().map(extent -> extent == BATCH ? "batch" : Integer.toString(extent))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
