package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Operands.Access;
import dev.gradc.runtime.Program;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Prints what was fused with what: the kernels of each entry, in the order in which they run, with what each reads from
/// memory and writes to it. All that is not named stays in registers or in a thread's scratch.
public final class KernelPrinter {
    private KernelPrinter() {
    }

    /// The text of a program's kernels.
    public static String print(LoopProgram program) {
        StringBuilder text = new StringBuilder();
        for (Program.Entry entry : program.entries()) {
            text.append(entry.name()).append(": ").append(entry.kernels().size()).append(" kernels\n");
            for (int number : entry.kernels()) {
                text.append("  ").append(line(program.kernels().get(number))).append('\n');
            }
        }
        return text.toString();
    }

    private static String line(Kernel kernel) {
        List<Access> accesses = Operands.accesses(kernel.body());
        String origin = kernel.origin().isEmpty() ? "" : " @ " + kernel.origin();
        return kernel.name() + " × " + ProgramAssembler.iterations(kernel) + ": "
                + names(accesses, access -> !access.isStore()) + " → " + names(accesses, Access::isStore) + origin;
    }

    private static String names(List<Access> accesses, Predicate<Access> which) {
        Set<String> names = accesses.stream().filter(which)
                .filter(access -> !(access.buffer().place() instanceof Buffer.Place.InScratch))
                .map(access -> access.buffer().name()).collect(Collectors.toCollection(LinkedHashSet::new));
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
