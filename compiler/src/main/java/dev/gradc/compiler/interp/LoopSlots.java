package dev.gradc.compiler.interp;

import dev.gradc.compiler.interp.LoopFrame.Count;
import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Buffer.Place.InScratch;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where a kernel's axes, temps, extents and functions stand in its [LoopFrame], given out as they are met.
final class LoopSlots {
    private final LoopProgram program;
    private final Map<Axis, Integer> axes = new HashMap<>();
    private final Map<Temp, Integer> temps = new HashMap<>();
    private final List<Extent> extents = new ArrayList<>();
    private final List<Extent> places = new ArrayList<>();
    private final List<Sequence> functions = new ArrayList<>();

    LoopSlots(LoopProgram program) {
        this.program = program;
    }

    int axis(Axis axis) {
        return axes.computeIfAbsent(axis, _ -> axes.size());
    }

    int temp(Temp temp) {
        return temps.computeIfAbsent(temp, _ -> temps.size());
    }

    int function(Sequence sequence) {
        return indexIn(functions, sequence);
    }

    private int extent(Extent extent) {
        return indexIn(extents, extent);
    }

    private int place(Extent extent) {
        return indexIn(places, extent);
    }

    private static <T> int indexIn(List<T> list, T element) {
        int index = list.indexOf(element);
        if (index < 0) {
            list.add(element);
            return list.size() - 1;
        }
        return index;
    }

    /// The value of an extent.
    Count count(Extent extent) {
        int slot = extent(extent);
        return frame -> frame.extents[slot];
    }

    /// The value of an index.
    Count index(Index index) {
        int base = place(index.base());
        int[] axis = index.terms().stream().mapToInt(term -> axis(term.axis())).toArray();
        if (!index.terms().stream().allMatch(Index.Term::isPlain)) {
            return uneven(base, axis, index.terms());
        }
        return index.terms().stream().allMatch(term -> term.stride().isFixed())
                ? fixed(base, axis, index.terms().stream().mapToInt(term -> term.stride().fixed()).toArray())
                : batched(base, axis, index.terms().stream().mapToInt(term -> place(term.stride())).toArray());
    }

    /// The usual index, short ones with few look-ups: this is where a kernel spends its time.
    private static Count fixed(int base, int[] axis, int[] stride) {
        return switch (axis.length) {
            case 0 -> frame -> frame.places[base];
            case 1 -> plus(base, axis[0], stride[0]);
            case 2 -> plus(base, axis[0], stride[0], axis[1], stride[1]);
            default -> frame -> {
                int sum = frame.places[base];
                for (int i = 0; i < axis.length; i++) {
                    sum += stride[i] * frame.axes[axis[i]];
                }
                return sum;
            };
        };
    }

    private static Count plus(int base, int axis, int stride) {
        return frame -> frame.places[base] + stride * frame.axes[axis];
    }

    private static Count plus(int base, int axis, int stride, int axis2, int stride2) {
        return frame -> frame.places[base] + stride * frame.axes[axis] + stride2 * frame.axes[axis2];
    }

    /// An index with terms that count several iterations as one.
    private Count uneven(int base, int[] axis, List<Index.Term> terms) {
        int[] stride = terms.stream().mapToInt(term -> place(term.stride())).toArray();
        int[] first = terms.stream().mapToInt(Index.Term::first).toArray();
        int[] per = terms.stream().mapToInt(Index.Term::per).toArray();
        return frame -> {
            int sum = frame.places[base];
            for (int i = 0; i < axis.length; i++) {
                sum += frame.places[stride[i]] * ((frame.axes[axis[i]] + first[i]) / per[i]);
            }
            return sum;
        };
    }

    /// An index whose strides, extents of these numbers, depend on the batch.
    private static Count batched(int base, int[] axis, int[] stride) {
        return frame -> {
            int sum = frame.places[base];
            for (int i = 0; i < axis.length; i++) {
                sum += frame.places[stride[i]] * frame.axes[axis[i]];
            }
            return sum;
        };
    }

    /// The number of the array that holds a buffer; scratch stands behind the program's arrays.
    int array(Buffer buffer) {
        return switch (buffer.place()) {
            case InArray(var array, _) -> array;
            case InArena _ -> LoopProgram.ARENA;
            case InScratch _ -> program.arrays().size();
        };
    }

    /// Where an element of a buffer stands in its array.
    Count place(Buffer buffer, Index at) {
        return index(at.plus(buffer.place() instanceof InScratch(var offset)
                ? Extent.fixed(offset)
                : ProgramAssembler.offset(program, buffer)));
    }

    int axes() {
        return axes.size();
    }

    int temps() {
        return temps.size();
    }

    /// What is counted in rows of the batch.
    List<Extent> extents() {
        return List.copyOf(extents);
    }

    /// What is counted in rows for which there is room.
    List<Extent> places() {
        return List.copyOf(places);
    }

    List<Sequence> functions() {
        return List.copyOf(functions);
    }
}
