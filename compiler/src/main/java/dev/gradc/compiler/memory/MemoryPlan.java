package dev.gradc.compiler.memory;

import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.memory.Liveness.Live;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Gives every buffer of the arena its place, so that buffers that are never live together may share memory.
///
/// The arena has two parts. The first holds the buffers with elements for each row of the batch: one of `p` elements a row
/// begins at `a · rows`, so that all of them keep apart whatever the batch is. The second, from `A · rows` on, where `A` is
/// the size of a row in the first part, holds the buffers of fixed size: each begins at `A · rows + c`. In each part the
/// largest buffer is placed first, each in the smallest gap that holds it between buffers that are live at the same
/// time, or after all of those.
public final class MemoryPlan {
    /// Largest first; the order of the rest decides ties, so that a program always gets the same plan.
    private static final Comparator<Sized> ORDER = Comparator.comparingInt(Sized::size).reversed()
            .thenComparing(sized -> sized.live().spans().getFirst().entry())
            .thenComparing(sized -> sized.live().spans().getFirst().first())
            .thenComparing(sized -> sized.live().buffer().id());

    /// By their offsets.
    private final List<Placed> placed = new ArrayList<>();
    private int end;

    private record Sized(Live live, int size) {
    }

    private record Placed(Sized sized, int offset) {
        int end() {
            return Math.addExact(offset, sized.size());
        }
    }

    private MemoryPlan() {
    }

    /// The program with its arena planned and sized.
    ///
    /// @throws IllegalStateException when a buffer of the arena has both elements for each row and others
    /// @throws ArithmeticException when a part of the arena would need 2³¹ elements or more
    public static LoopProgram program(LoopProgram program) {
        List<Live> buffers = Liveness.of(program).buffers();
        MemoryPlan perRow = part(buffers, true);
        MemoryPlan fixed = part(buffers, false);
        Map<Integer, Extent> arena = new TreeMap<>();
        perRow.placed.forEach(p -> arena.put(p.sized().live().buffer().id(), Extent.perRow(p.offset())));
        fixed.placed.forEach(p -> arena.put(p.sized().live().buffer().id(), new Extent(perRow.end, p.offset())));
        List<ArraySpec> arrays = new ArrayList<>(program.arrays());
        ArraySpec spec = arrays.get(LoopProgram.ARENA);
        arrays.set(LoopProgram.ARENA, new ArraySpec(spec.name(), spec.role(), new Extent(perRow.end, fixed.end)));
        return new LoopProgram(program.name(), program.precision(), List.copyOf(arrays), program.kernels(),
                program.entries(), program.inputs(), program.parameters(), program.slots(), program.scalars(),
                program.streams(), program.scratch(), Collections.unmodifiableMap(arena));
    }

    private static MemoryPlan part(List<Live> buffers, boolean perRow) {
        MemoryPlan plan = new MemoryPlan();
        buffers.stream().filter(live -> isPerRow(live) == perRow)
                .map(live -> new Sized(live, perRow ? live.buffer().size().perRow() : live.buffer().size().fixed()))
                .sorted(ORDER).forEach(plan::place);
        return plan;
    }

    private static boolean isPerRow(Live live) {
        Extent size = live.buffer().size();
        if (!size.isFixed() && size.fixed() != 0) {
            throw new IllegalStateException(
                    "buffer " + live.buffer().name() + " of the arena has both rows and other elements: " + size);
        }
        return !size.isFixed();
    }

    private void place(Sized sized) {
        Placed place = new Placed(sized, offsetFor(sized));
        int behind = placed.size();
        while (behind > 0 && placed.get(behind - 1).offset() > place.offset()) {
            behind--;
        }
        placed.add(behind, place);
        end = Math.max(end, place.end());
    }

    /// The start of the smallest gap that holds it between those that are live when it is; behind them when none does.
    private int offsetFor(Sized sized) {
        int best = -1;
        int bestGap = Integer.MAX_VALUE;
        int free = 0;
        for (Placed other : placed) {
            if (other.sized().live().meets(sized.live())) {
                int gap = other.offset() - free;
                if (gap >= sized.size() && gap < bestGap) {
                    best = free;
                    bestGap = gap;
                }
                free = Math.max(free, other.end());
            }
        }
        return best >= 0 ? best : free;
    }
}
