package dev.gradc.compiler.loop;

import dev.gradc.compiler.ir.GraphPrinter;
import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Buffer.Place.InScratch;
import dev.gradc.compiler.scalar.Tokens;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.ParameterSpec;
import dev.gradc.runtime.Program;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Prints a lowered program: its arrays, its buffers with their places, its kernels and its entries. The same program
/// always has the same text, and different ones have different texts.
public final class LoopPrinter {
    private final LoopProgram program;
    private final StringBuilder out = new StringBuilder();

    private LoopPrinter(LoopProgram program) {
        this.program = program;
    }

    /// The program's text.
    public static String print(LoopProgram program) {
        return new LoopPrinter(program).print();
    }

    private String print() {
        line("program ", Tokens.quote(program.name()), " ", lower(program.precision()));
        line("streams " + program.streams() + ", scratch " + program.scratch());
        for (int i = 0; i < program.arrays().size(); i++) {
            ArraySpec array = program.arrays().get(i);
            line("array " + i + " ", Tokens.quote(array.name()), " ", lower(array.role()), ": " + array.size());
        }
        program.inputs().forEach(this::input);
        program.parameters().forEach(parameter -> parameter("parameter ", parameter));
        program.slots().forEach(slot -> parameter("slot ", slot));
        program.scalars().forEach(scalar -> line("scalar ", GraphPrinter.scalar(scalar)));
        Map<Integer, Buffer> buffers = buffers();
        buffers.values().forEach(this::buffer);
        new TreeMap<>(program.arena()).forEach((id, offset) -> {
            if (!buffers.containsKey(id)) {
                line("place %" + id + " at " + offset);
            }
        });
        for (int i = 0; i < program.kernels().size(); i++) {
            kernel(i, program.kernels().get(i));
        }
        program.entries().forEach(this::entry);
        return out.toString();
    }

    /// Every buffer that a kernel speaks of.
    private Map<Integer, Buffer> buffers() {
        Map<Integer, Buffer> buffers = new TreeMap<>();
        for (Kernel kernel : program.kernels()) {
            Operands.accesses(kernel.body()).forEach(access -> buffers.put(access.buffer().id(), access.buffer()));
            kernel.writes().forEach(buffer -> buffers.put(buffer.id(), buffer));
        }
        return buffers;
    }

    private void input(InputSpec input) {
        line("input ", Tokens.quote(input.name()), " ", GraphPrinter.kind(input.kind()),
                input.rolled() ? " rolled " : " ",
                input.shape().toString(), " array " + input.array() + " by " + input.stride(), origin(input.origin()));
    }

    private void parameter(String word, ParameterSpec parameter) {
        line(word, Tokens.quote(parameter.name()), " ", parameter.shape().toString(),
                " at " + parameter.offset() + ": " + layout(parameter.layout()),
                parameter.trainable() ? " trainable " : " fixed ", GraphPrinter.initializer(parameter.initializer()),
                origin(parameter.origin()));
    }

    private void buffer(Buffer buffer) {
        Extent arena = program.arena().get(buffer.id());
        line("buffer %" + buffer.id() + " ", Tokens.quote(buffer.name()),
                ": " + layout(buffer.layout()) + switch (buffer.place()) {
                    case InArray(var array, var offset) -> " in array " + array + " at " + offset;
                    case InArena _ -> " in the arena";
                    case InScratch(var offset) -> " in scratch at " + offset;
                }, arena == null ? "" : " from " + arena, origin(buffer.origin()));
    }

    private static String layout(Layout layout) {
        return layout.rows() + " × " + layout.columns() + " by " + layout.row() + ", " + layout.column()
                + (layout.panels() == 0 ? "" : " in panels by " + layout.panels());
    }

    private void kernel(int number, Kernel kernel) {
        line("kernel " + number + " ", Tokens.quote(kernel.name()), " writes ",
                kernel.writes().stream().map(buffer -> "%" + buffer.id()).collect(Collectors.joining(", ", "[", "]")),
                origin(kernel.origin()));
        StatementPrinter.print(kernel.body(), "  ", out);
    }

    private void entry(Program.Entry entry) {
        line("entry ", Tokens.quote(entry.name()), " kernels ", entry.kernels().toString(), " inputs ",
                entry.inputs().toString());
        for (Program.Output output : entry.outputs()) {
            line("  output ", Tokens.quote(output.name()), " ", output.perRow() ? "rows " : "",
                    output.shape().toString(), " array " + output.array() + " by " + output.stride());
        }
    }

    private static String origin(String origin) {
        return origin.isEmpty() ? "" : " @ " + Tokens.quote(origin);
    }

    private void line(String... parts) {
        out.append(String.join("", List.of(parts))).append('\n');
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
