package dev.gradc.compiler.memory;

import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operands;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// When each buffer of the arena holds what somebody needs: for every entry from the first kernel that touches it to the
/// last. Nothing in the arena outlives a call, so entries know nothing of one another.
///
/// @param buffers the arena's buffers that any entry touches, by number
public record Liveness(List<Live> buffers) {
    /// One buffer, and where it is live: one span for each entry that touches it, in the entries' order.
    public record Live(Buffer buffer, List<Span> spans) {
        /// Whether there is a moment at which both hold something.
        public boolean meets(Live other) {
            for (Span a : spans) {
                for (Span b : other.spans) {
                    if (a.meets(b)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /// A part of an entry's kernels, both ends included.
    ///
    /// @param entry the entry's place among the program's
    /// @param first the place in the entry of the first kernel that reads or writes the buffer
    /// @param last the place in the entry of the last
    /// @param writtenFirst whether the first access is a store, as it must be
    public record Span(int entry, int first, int last, boolean writtenFirst) {
        boolean meets(Span other) {
            return entry == other.entry && first <= other.last && other.first <= last;
        }
    }

    /// The liveness of a program's arena buffers.
    public static Liveness of(LoopProgram program) {
        List<Map<Buffer, Boolean>> touched = program.kernels().stream().map(Liveness::touched).toList();
        Map<Buffer, List<Span>> spans = new LinkedHashMap<>();
        for (int entry = 0; entry < program.entries().size(); entry++) {
            spansOf(entry, program.entries().get(entry), touched)
                    .forEach((buffer, span) -> spans.computeIfAbsent(buffer, _ -> new ArrayList<>()).add(span));
        }
        return new Liveness(spans.entrySet().stream().map(e -> new Live(e.getKey(), List.copyOf(e.getValue())))
                .sorted(Comparator.comparingInt(live -> live.buffer().id())).toList());
    }

    /// The arena's buffers that a kernel reads or writes, each with whether the first access is a store.
    private static Map<Buffer, Boolean> touched(Kernel kernel) {
        Map<Buffer, Boolean> touched = new LinkedHashMap<>();
        for (Operands.Access access : Operands.accesses(kernel.body())) {
            if (access.buffer().place() instanceof InArena) {
                touched.putIfAbsent(access.buffer(), access.isStore());
            }
        }
        return touched;
    }

    private static Map<Buffer, Span> spansOf(int entry, Program.Entry order, List<Map<Buffer, Boolean>> touched) {
        Map<Buffer, Span> spans = new LinkedHashMap<>();
        for (int i = 0; i < order.kernels().size(); i++) {
            int at = i;
            touched.get(order.kernels().get(i)).forEach((buffer, written) -> spans.merge(buffer,
                    new Span(entry, at, at, written), (old, _) -> new Span(entry, old.first, at, old.writtenFirst)));
        }
        return spans;
    }
}
