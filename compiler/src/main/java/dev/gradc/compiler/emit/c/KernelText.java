package dev.gradc.compiler.emit.c;

import dev.gradc.compiler.emit.source.FunctionBody;
import dev.gradc.compiler.emit.source.FunctionBody.Start;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import java.util.ArrayList;
import java.util.List;

/// Writes the function of one kernel.
final class KernelText {
    private static final String INDENT = "    ";

    private final LoopProgram program;
    private final Library library;
    private final String name;
    private final FunctionBody body;

    KernelText(LoopProgram program, Kernel kernel, Library library, String name) {
        this.program = program;
        this.library = library;
        this.name = name;
        body = new FunctionBody(program, kernel, library.language(), Names.locals());
    }

    CFunction function() {
        return new CFunction(name, List.copyOf(body.arrays().keySet()), body.usesOwn(), body.usesRows(),
                body.isRange());
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("/* ").append(String.join("\n   ", body.comment())).append(" */\n");
        text.append("void ").append(name).append('(').append(String.join(", ", parameters())).append(") {\n");
        if (body.usesRoom()) {
            text.append(INDENT).append("const int32_t room = ").append(library.helper("gradc_room"))
                    .append("(rows);\n");
        }
        for (Start start : body.starts()) {
            text.append(INDENT).append(pointer(body.writes(start.buffer()), type(start.buffer())))
                    .append("const ").append(start.name()).append(" = ").append(start.array())
                    .append(start.offset().equals("0") ? "" : " + " + start.offset()).append("; // ")
                    .append(start.comment()).append('\n');
        }
        text.append(body.starts().isEmpty() ? "" : "\n");
        body.text().lines().forEach(line -> text.append(line.isEmpty() ? "" : INDENT).append(line).append('\n'));
        return text.append("}\n").toString();
    }

    private List<String> parameters() {
        List<String> parameters = new ArrayList<>();
        body.arrays().forEach((number, array) -> parameters
                .add(pointer(body.writes(number), type(number)) + array));
        if (body.usesOwn()) {
            parameters.add(pointer(true, library.language().realType()) + "own");
        }
        if (body.usesRows()) {
            parameters.add("int32_t rows");
        }
        if (body.isRange()) {
            parameters.add("int32_t from");
            parameters.add("int32_t to");
        }
        return parameters;
    }

    /// Arrays and buffers never overlap, which C's compiler learns by `restrict`.
    private static String pointer(boolean isWritten, String type) {
        return (isWritten ? "" : "const ") + type + " *restrict ";
    }

    private String type(int array) {
        return program.arrays().get(array).role().isInt() ? "int32_t" : library.language().realType();
    }

    private String type(Buffer buffer) {
        return switch (buffer.place()) {
            case Buffer.Place.InArray(var number, _) -> type(number);
            case Buffer.Place.InArena _, Buffer.Place.InScratch _ -> library.language().realType();
        };
    }
}
