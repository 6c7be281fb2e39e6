package dev.gradc.compiler.loop;

import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.ParameterSpec;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.StepScalar;
import java.util.List;
import java.util.Map;

/// A lowered program: every floating-point operation and its order is fixed here.
///
/// Before memory is planned, buffers in the arena have no offset; after it, `arena` says where each begins.
///
/// @param name the model's name
/// @param precision the type of its numbers
/// @param arrays the arrays; array 0 is the arena
/// @param kernels all kernels of all entries
/// @param entries what can be called
/// @param inputs the data inputs
/// @param parameters the parameters
/// @param slots the optimiser's slots
/// @param scalars what the host computes for each step
/// @param streams how many random masks there are
/// @param scratch elements of scratch for each thread, by the kernels' scratch buffers
/// @param arena where each arena buffer begins, by the buffer's number; empty before memory is planned
public record LoopProgram(String name, Precision precision, List<ArraySpec> arrays, List<Kernel> kernels,
        List<Program.Entry> entries, List<InputSpec> inputs, List<ParameterSpec> parameters, List<ParameterSpec> slots,
        List<StepScalar> scalars, int streams, int scratch,
        Map<Integer, Extent> arena) {
    /// The array number of the arena.
    public static final int ARENA = 0;

    /// The same program with other kernels in the places of its own.
    public LoopProgram withKernels(List<Kernel> others) {
        return new LoopProgram(name, precision, arrays, others, entries, inputs, parameters, slots, scalars, streams,
                scratch,
                arena);
    }
}
