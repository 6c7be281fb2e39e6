package dev.gradc.compiler.interp;

import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.runtime.Kernels;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Scratch;
import java.util.List;

/// Executes the loop IR, statement by statement, each operation in the program's own type: the definition of every bit.
/// All loops run in order, whatever their kind.
///
/// A kernel is translated once into a tree of small actions over numbered temps and axes; running it looks nothing up.
public final class LoopInterpreter implements Kernels {
    private final List<LoopTranslator.Code> kernels;

    private LoopInterpreter(LoopProgram program) {
        kernels = program.kernels().stream().map(kernel -> LoopTranslator.translate(program, kernel)).toList();
    }

    /// A program that the interpreter runs.
    ///
    /// @param program lowered, with its memory planned
    public static Program program(LoopProgram program) {
        return ProgramAssembler.assemble(program, new LoopInterpreter(program), Scratch.of(program.scratch()));
    }

    @Override
    public void run(int kernel, Object[] arrays, Object[] scratch, int rows, int from, int to) {
        kernels.get(kernel).run(arrays, scratch[0], rows, from, to);
    }
}
