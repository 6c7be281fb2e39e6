package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operands;
import dev.gradc.compiler.loop.RowFusion;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Lowers a module to loops: from here on, every floating-point operation and its order is fixed.
public final class Lowering {
    private Lowering() {
    }

    /// The loops of all entries of a module that holds no phase, no custom op and no stopped gradient any more.
    ///
    /// @param panels whether large matrices stand in panels, from which vectors read best; without, rows are whole
    /// @param apart whether every value has a kernel of its own, so that the first NaN can be found where it is made
    public static LoopProgram program(GraphModule module, Precision precision, boolean panels,
            boolean apart) {
        Arrays arrays = new Arrays(module, panels);
        Names names = new Names();
        List<Kernel> kernels = new ArrayList<>();
        List<Program.Entry> entries = new ArrayList<>();
        int scratch = 0;
        for (GraphModule.Entry entry : module.entries()) {
            EntryLowering lowering = new EntryLowering(arrays, names, new KernelNames(entry.name()));
            lowering.lower(entry, module, apart);
            RowFusion.Fused fused = apart ? new RowFusion.Fused(lowering.kernels(), 0)
                    : RowFusion.fuse(lowering.kernels(), arrays::inScratch);
            scratch = Math.max(scratch, fused.scratch());
            List<Integer> numbers = new ArrayList<>();
            for (Kernel kernel : KernelNames.distinct(fused.kernels())) {
                numbers.add(kernels.size());
                kernels.add(kernel);
            }
            entries.add(new Program.Entry(entry.name(), numbers, inputsRead(fused.kernels(), arrays.inputs()),
                    lowering.outputs()));
        }
        return new LoopProgram(module.name(), precision, arrays.specs(), kernels, entries, arrays.inputs(),
                arrays.parameters(), arrays.slots(), arrays.scalars(), arrays.streams(), scratch, Map.of());
    }

    private static List<Integer> inputsRead(List<Kernel> kernels, List<InputSpec> inputs) {
        Set<Integer> arrays = new HashSet<>();
        for (Kernel kernel : kernels) {
            for (Operands.Access access : Operands.accesses(kernel.body())) {
                if (access.buffer().place() instanceof InArray(var array, _)) {
                    arrays.add(array);
                }
            }
        }
        return IntStream.range(0, inputs.size()).filter(i -> arrays.contains(inputs.get(i).array())).boxed().toList();
    }
}
