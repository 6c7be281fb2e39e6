package dev.gradc.compiler.emit.c;

import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Scratch;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Compiles lowered programs as C, and loads what comes of it.
public final class CBackend {
    private CBackend() {
    }

    /// Compiles a program by the machine's compiler.
    ///
    /// @param program lowered, with its memory planned
    /// @throws dev.gradc.runtime.GradcException when there is no compiler
    public static Program compile(LoopProgram program) {
        return compile(List.of(program), CCompiler.ofMachine()).getFirst();
    }

    /// Compiles some programs of one precision together.
    ///
    /// @param programs lowered, with their memory planned; at least one
    /// @throws dev.gradc.runtime.GradcException when there is no such compiler
    public static List<Program> compile(List<LoopProgram> programs, CCompiler compiler) {
        CSource source = CSource.of(programs);
        Path library = compiler.library(source.text());
        // The library goes when no code of it is left.
        SymbolLookup symbols = lookup(library);
        List<Program> compiled = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            LoopProgram program = programs.get(i);
            compiled.add(ProgramAssembler.assemble(program,
                    new CKernels(source.kernels().get(i), symbols),
                    Scratch.of(program.scratch())));
        }
        return compiled;
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup lookup(Path library) {
        return SymbolLookup.libraryLookup(library, Arena.ofAuto());
    }
}
