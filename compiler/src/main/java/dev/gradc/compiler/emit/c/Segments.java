package dev.gradc.compiler.emit.c;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The memory segments of arrays, made once for as long as the same arrays come, so that a step allocates nothing. Nothing here
/// keeps the arrays themselves alive.
final class Segments {
    private static final int SLOTS = 16;

    private final int[][] arraysOfKernel;
    private final AtomicReferenceArray<@Nullable WeakReference<Bound>> known = new AtomicReferenceArray<>(SLOTS);

    /// @param arraysOfKernel for each kernel, the numbers of the arrays that it is given
    Segments(int[][] arraysOfKernel) {
        this.arraysOfKernel = arraysOfKernel;
    }

    /// The segments of one set of arrays.
    private record Bound(Object[] arrays, MemorySegment[][] ofKernel) {
        boolean isOf(Object[] others) {
            boolean same = arrays.length == others.length;
            for (int i = 0; same && i < others.length; i++) {
                same = arrays[i] == others[i];
            }
            return same;
        }
    }

    /// The segments that a kernel is given.
    MemorySegment[] of(Object[] arrays, int kernel) {
        int slot = System.identityHashCode(arrays) & (SLOTS - 1);
        WeakReference<Bound> reference = known.get(slot);
        Bound bound = reference == null ? null : reference.get();
        if (bound == null || !bound.isOf(arrays)) {
            bound = bind(arrays);
            known.set(slot, new WeakReference<>(bound));
        }
        return bound.ofKernel()[kernel];
    }

    private Bound bind(Object[] arrays) {
        MemorySegment[] all = new MemorySegment[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            all[i] = of(arrays[i]);
        }
        MemorySegment[][] ofKernel = new MemorySegment[arraysOfKernel.length][];
        for (int k = 0; k < ofKernel.length; k++) {
            ofKernel[k] = new MemorySegment[arraysOfKernel[k].length];
            for (int i = 0; i < ofKernel[k].length; i++) {
                ofKernel[k][i] = all[arraysOfKernel[k][i]];
            }
        }
        return new Bound(arrays.clone(), ofKernel);
    }

    /// The segment of an array of the program.
    static MemorySegment of(Object array) {
        return switch (array) {
            case float[] numbers -> MemorySegment.ofArray(numbers);
            case double[] numbers -> MemorySegment.ofArray(numbers);
            case int[] numbers -> MemorySegment.ofArray(numbers);
            default -> throw new IllegalArgumentException("no array of a program: " + array.getClass());
        };
    }
}
