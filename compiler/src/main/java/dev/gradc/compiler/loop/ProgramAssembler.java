package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Buffer.Place.InScratch;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.KernelSpec;
import dev.gradc.runtime.KernelSpec.Region;
import dev.gradc.runtime.KernelSpec.Work;
import dev.gradc.runtime.Kernels;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Scratch;

/// Makes a runnable [Program] of a lowered one and its code. All backends assemble here, so that they agree on
/// everything but the code.
public final class ProgramAssembler {
    private ProgramAssembler() {
    }

    /// The program that runs `code`.
    ///
    /// @param program lowered, with its memory planned
    /// @param code runs the program's kernels, numbered as in `program`
    /// @param scratch what `code` needs for each thread: at least [LoopProgram#scratch()] elements
    /// @throws IllegalStateException when a buffer that a kernel writes has no place
    public static Program assemble(LoopProgram program, Kernels code, Scratch scratch) {
        if (scratch.elements() < program.scratch()) {
            throw new IllegalStateException(
                    "the kernels' buffers need " + program.scratch() + " elements of scratch, not "
                            + scratch.elements());
        }
        return new Program(program.name(), program.precision(), program.arrays(),
                program.kernels().stream().map(kernel -> spec(program, kernel)).toList(), program.entries(),
                program.inputs().stream().map(input -> input.withExact(isExact(program, input.array()))).toList(),
                program.parameters(), program.slots(), program.scalars(), program.streams(), scratch,
                code);
    }

    /// Whether no vector of any kernel can reach beyond the rows of an input.
    private static boolean isExact(LoopProgram program, int array) {
        return program.kernels().stream().flatMap(kernel -> Operands.accesses(kernel.body()).stream())
                .filter(access -> access.buffer().place() instanceof InArray(var number, _) && number == array)
                .allMatch(access -> access.around().stream().allMatch(around -> !inLanes(around, access.at())));
    }

    private static boolean inLanes(Stmt around, Index at) {
        return switch (around) {
            case Loop loop -> loop.kind() == Kind.VECTOR && at.uses(loop.axis());
            case Stmt.Reduce reduce -> reduce.lanes() > 1 && at.uses(reduce.axis());
            default -> false;
        };
    }

    /// How many iterations of a kernel may be divided: those of its outermost loop where they are independent, else 1.
    public static Extent iterations(Kernel kernel) {
        return kernel.body() instanceof Loop loop && loop.kind() != Kind.SERIAL ? loop.extent() : Extent.ONE;
    }

    /// How many neighbouring iterations belong together.
    private static int unit(Kernel kernel) {
        return kernel.body() instanceof Loop loop && (loop.kind() == Kind.VECTOR || !isEven(loop)) ? Layout.PANEL : 1;
    }

    private static boolean isEven(Loop loop) {
        return Operands.accesses(loop).stream().allMatch(access -> access.at().isEven(loop.axis()));
    }

    /// Where a buffer begins in its array, which is [LoopProgram#ARENA] for a buffer of the arena.
    ///
    /// @throws IllegalStateException when the memory plan has no place for it, or it lives in scratch
    public static Extent offset(LoopProgram program, Buffer buffer) {
        return switch (buffer.place()) {
            case InArray(_, var offset) -> Extent.fixed(offset);
            case InArena _ -> {
                Extent offset = program.arena().get(buffer.id());
                if (offset == null) {
                    throw new IllegalStateException("the memory plan has no place for buffer " + buffer.name());
                }
                yield offset;
            }
            case InScratch _ ->
                throw new IllegalStateException("buffer " + buffer.name() + " is in scratch, not in an array");
        };
    }

    private static KernelSpec spec(LoopProgram program, Kernel kernel) {
        return new KernelSpec(kernel.name(), kernel.origin(), iterations(kernel), unit(kernel),
                KernelCost.perIteration(kernel),
                new Work(KernelCost.operations(kernel, program.precision()), KernelTraffic.bytes(program, kernel)),
                kernel.writes().stream().map(buffer -> region(program, buffer)).toList());
    }

    private static Region region(LoopProgram program, Buffer buffer) {
        int array = buffer.place() instanceof InArray(var number, _) ? number : LoopProgram.ARENA;
        return new Region(array, offset(program, buffer), buffer.layout(), buffer.name(), buffer.origin());
    }
}
