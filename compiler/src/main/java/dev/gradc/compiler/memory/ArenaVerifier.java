package dev.gradc.compiler.memory;

import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.compiler.memory.Liveness.Live;
import dev.gradc.compiler.memory.Liveness.Span;
import dev.gradc.runtime.Extent;
import java.util.List;

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
        List<Live> buffers = Liveness.of(program).buffers();
        for (int i = 0; i < buffers.size(); i++) {
            Live live = buffers.get(i);
            for (Span span : live.spans()) {
                check(span.writtenFirst(), live, "is read before it is written in the entry "
                        + program.entries().get(span.entry()).name());
            }
            Extent size = program.arrays().get(LoopProgram.ARENA).size();
            for (int rows : ROWS) {
                check(begin(program, live, rows) >= 0 && end(program, live, rows) <= size.at(rows), live,
                        "is not inside the arena of " + size + " elements with " + rows + " rows");
            }
            for (Live other : buffers.subList(0, i)) {
                check(!live.meets(other) || areApart(program, live, other), live,
                        "overlaps " + other.buffer().name() + " while both are live");
            }
        }
    }

    private static boolean areApart(LoopProgram program, Live a, Live b) {
        return ROWS.stream().allMatch(rows -> end(program, a, rows) <= begin(program, b, rows)
                || end(program, b, rows) <= begin(program, a, rows));
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
