package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.Operands;
import dev.gradc.compiler.loop.Operands.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Says of a kernel and of its buffers where they come from.
final class KernelComment {
    private KernelComment() {
    }

    /// What a buffer is, and which array has it.
    static String where(Buffer buffer, String array) {
        String rows = buffer.layout().rows().toString();
        String shape = rows.equals("1") ? buffer.layout().columns().toString()
                : rows + " × " + buffer.layout().columns();
        String origin = buffer.origin().isEmpty() ? "" : ", " + CommentText.name(buffer.origin());
        return CommentText
                .plain(CommentText.name(buffer.name()) + " (" + shape + ") in " + array + origin);
    }

    /// What stands above a kernel's method: its name, the user's line, and what it reads and writes.
    static String of(Kernel kernel) {
        List<Access> accesses = Operands.accesses(kernel.body());
        String origin = kernel.origin().isEmpty() ? "" : " (" + CommentText.name(kernel.origin()) + ")";
        List<String> lines = new ArrayList<>();
        lines.add(CommentText.plain(CommentText.name(kernel.name()) + origin));
        lines.addAll(CommentText.lines("Reads " + names(accesses, access -> !access.isStore()) + "; writes "
                + names(accesses, Access::isStore) + "."));
        return String.join("\n", lines) + "\n";
    }

    /// What a kernel writes, and the user's line.
    static String inBrief(Kernel kernel) {
        String written = names(Operands.accesses(kernel.body()), Access::isStore);
        return CommentText.name("writes " + written)
                + (kernel.origin().isEmpty() ? "" : " (" + CommentText.name(kernel.origin()) + ")");
    }

    private static String names(List<Access> accesses, Predicate<Access> which) {
        String names = accesses.stream().filter(which)
                .filter(access -> !(access.buffer().place() instanceof Buffer.Place.InScratch))
                .map(access -> CommentText.name(access.buffer().name())).distinct().collect(Collectors.joining(", "));
        return names.isEmpty() ? "nothing" : names;
    }
}
