package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.runtime.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What stands where: the program's classes, their names, and which kernels each has. The first class has the entry points and the
/// library as well.
final class Outline {
    static final String RUN_KERNEL = "runKernel";
    /// What no name that is made of a user's has in it.
    private static final String OF_CLASSES = "__";
    private static final List<String> MEMBERS = List.of("run", "runEntry", "rehearse", RUN_KERNEL);

    private final LoopProgram program;
    private final Identifiers members = new Identifiers();
    private final Library library;
    private final Flags flags = new Flags();
    private final List<KernelWriter> kernels = new ArrayList<>();
    private final List<List<Integer>> groups;
    private final List<String> classes = new ArrayList<>();

    Outline(LoopProgram program) {
        this.program = program;
        MEMBERS.forEach(members::fresh);
        classes.add(new Identifiers().fresh(program.name()));
        library = new Library(program.precision(), classes.getFirst(), members);
        for (Kernel kernel : program.kernels()) {
            kernels.add(new KernelWriter(program, kernel, members.fresh(kernel.name()), library, flags));
        }
        groups = Pieces.runs(IntStream.range(0, kernels.size()).boxed().toList(), k -> kernels.get(k).weight(),
                Pieces.MOST);
        for (int group = 1; group < groups.size(); group++) {
            classes.add(classes.getFirst() + OF_CLASSES + (group + 1));
        }
    }

    LoopProgram program() {
        return program;
    }

    Library library() {
        return library;
    }

    /// The flags of everything whose line is to be known.
    Flags flags() {
        return flags;
    }

    /// A new name for a method.
    String member(String wanted) {
        return members.fresh(wanted);
    }

    /// The writers of all kernels.
    List<KernelWriter> kernels() {
        return kernels;
    }

    /// The numbers of the kernels of each class; at least one, perhaps without kernels.
    List<List<Integer>> groups() {
        return groups.isEmpty() ? List.of(List.of()) : groups;
    }

    /// The classes' names.
    List<String> classes() {
        return classes;
    }

    /// What stands before the name of a member of that class, spoken of in another.
    String of(int group) {
        return classes.get(group) + ".";
    }

    /// Which class has a kernel.
    int group(int kernel) {
        return IntStream.range(0, groups.size()).filter(group -> groups.get(group).getLast() >= kernel).findFirst()
                .orElseThrow();
    }

    /// The type of reals.
    Class<?> real() {
        return Literals.real(program.precision());
    }

    /// The type of an array.
    Class<?> array(int number) {
        return program.arrays().get(number).role().isInt() ? int[].class : real().arrayType();
    }

    /// The type of a thread's scratch.
    Class<?> scratch() {
        return program.precision() == Precision.FLOAT ? float[][].class : double[][].class;
    }
}
