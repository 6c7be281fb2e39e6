package dev.gradc.compiler.memory;

import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.compiler.memory.Liveness.Live;
import dev.gradc.compiler.memory.Liveness.Span;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;

/// Checks a memory plan: every buffer of the arena has its place inside, none is read before it is written, and no two
/// that are live together overlap.
public final class ArenaVerifier {
    /// The batches that stand for all.
    private static final List<Integer> ROWS = List.of(0, 1, 2, 7, 1023, 1025);

    private ArenaVerifier() {
    }

    /// Checks a program whose memory is planned.
    ///
    /// @throws IllegalStateException when the plan is wrong, which is a fault of the compiler
    public static void verify(LoopProgram program) {
        Extent size = program.arrays().get(LoopProgram.ARENA).size();
        List<List<Stay>> stays = new ArrayList<>();
        program.entries().forEach(_ -> stays.add(new ArrayList<>()));
        for (Live live : Liveness.of(program).buffers()) {
            for (int rows : ROWS) {
                check(begin(program, live, rows) >= 0 && end(program, live, rows) <= size.at(rows), live,
                        "is not inside the arena of " + size + " elements with " + rows + " rows");
            }
            for (Span span : live.spans()) {
                check(span.writtenFirst(), live, "is read before it is written in the entry "
                        + program.entries().get(span.entry()).name());
                stays.get(span.entry()).add(new Stay(live, span.first(), span.last()));
            }
        }
        for (List<Stay> entry : stays) {
            entry.sort(Comparator.comparingInt(Stay::first));
            ROWS.forEach(rows -> areApart(program, entry, rows));
        }
    }

    /// A buffer while it is live in an entry: from one kernel to another, both included.
    private record Stay(Live live, int first, int last) {
    }

    /// Follows an entry from kernel to kernel, with all that is live at each by where it begins.
    private static void areApart(LoopProgram program, List<Stay> stays, int rows) {
        NavigableMap<Long, Live> living = new TreeMap<>();
        Queue<Stay> leaving = new PriorityQueue<>(Comparator.comparingInt(Stay::last));
        for (Stay stay : stays) {
            while (!leaving.isEmpty() && leaving.element().last() < stay.first()) {
                living.remove(begin(program, leaving.remove().live(), rows));
            }
            long begin = begin(program, stay.live(), rows);
            long end = end(program, stay.live(), rows);
            if (begin < end) {
                Map.Entry<Long, Live> below = living.lowerEntry(end);
                if (below != null) {
                    check(end(program, below.getValue(), rows) <= begin, stay.live(),
                            "overlaps " + below.getValue().buffer().name() + " while both are live");
                }
                living.put(begin, stay.live());
                leaving.add(stay);
            }
        }
    }

    private static long begin(LoopProgram program, Live live, int rows) {
        return ProgramAssembler.offset(program, live.buffer()).at(rows);
    }

    private static long end(LoopProgram program, Live live, int rows) {
        return begin(program, live, rows) + live.buffer().size().at(rows);
    }

    private static void check(boolean holds, Live live, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("buffer " + live.buffer().name() + " " + otherwise);
        }
    }
}
