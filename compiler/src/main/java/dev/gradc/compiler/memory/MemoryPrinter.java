package dev.gradc.compiler.memory;

import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.compiler.memory.Liveness.Live;
import dev.gradc.compiler.memory.Liveness.Span;
import dev.gradc.runtime.Extent;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Prints where each buffer of the arena lies, and when it is live.
public final class MemoryPrinter {
    private final LoopProgram program;

    private MemoryPrinter(LoopProgram program) {
        this.program = program;
    }

    /// A line for each buffer, by its place: where it begins, its size, its name, and for each entry the first and the last
    /// of the entry's kernels that touch it.
    public static String print(LoopProgram program) {
        return new MemoryPrinter(program).print();
    }

    private String print() {
        List<Live> buffers = Liveness.of(program).buffers();
        Extent apart = buffers.stream().map(live -> live.buffer().size()).reduce(Extent.fixed(0), Extent::plus);
        StringBuilder text = new StringBuilder("arena of \"%s\": %s elements of %d bytes (%s, were nothing shared)\n"
                .formatted(program.name(), program.arrays().get(LoopProgram.ARENA).size(),
                        program.precision().bytes(), apart));
        buffers.stream().sorted(Comparator.comparing((Live live) -> live.buffer().size().isFixed())
                .thenComparingInt(this::position).thenComparingInt(live -> live.buffer().id())).map(this::line)
                .forEach(text::append);
        return text.toString();
    }

    /// Within its part of the arena: that of the rows, or that of fixed size after it.
    private int position(Live live) {
        Extent place = place(live.buffer());
        return live.buffer().size().isFixed() ? place.fixed() : place.perRow();
    }

    private Extent place(Buffer buffer) {
        return ProgramAssembler.offset(program, buffer);
    }

    private String line(Live live) {
        Buffer buffer = live.buffer();
        String spans = live.spans().stream().map(this::span).collect(Collectors.joining(", "));
        return "  %-20s %-12s %s: %s\n".formatted(place(buffer), buffer.size(), buffer.name(), spans);
    }

    private String span(Span span) {
        List<Integer> kernels = program.entries().get(span.entry()).kernels();
        String first = program.kernels().get(kernels.get(span.first())).name();
        String last = program.kernels().get(kernels.get(span.last())).name();
        return span.first() == span.last() ? first : first + " to " + last;
    }
}
