package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Routine;
import dev.gradc.compiler.loop.SharedRoutines;
import dev.gradc.runtime.Scratch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The classes of a program, each emitted when it is asked for: one that implements [dev.gradc.runtime.Kernels], some with a
/// method for each kernel, some with the calls that are an entry, and one for each routine, which kernels of equal form share.
public final class ProgramClasses {
    private final LoopProgram program;
    private final Origins origins;
    private final String main;
    private final List<Routine.Call> calls;
    private final Map<Routine, String> routines = new LinkedHashMap<>();
    private final Map<String, Supplier<byte[]>> classes = new LinkedHashMap<>();
    private final Scratch scratch;
    /// The files that the kernels' methods come from, by the methods' names.
    private final Map<String, String> files = new HashMap<>();

    /// @param program lowered, with its memory planned
    /// @param lanes how many lanes a vector has; 1 where `jdk.incubator.vector` is not to be used
    /// @param origins where the code comes from
    ProgramClasses(LoopProgram program, int lanes, Origins origins) {
        this.program = program;
        this.origins = origins;
        main = "dev/gradc/generated/" + identifier(program.name());
        calls = SharedRoutines.calls(program);
        scratch = calls.stream()
                .map(call -> ScratchBound.of(call.routine(), program.precision(), program.scratch(), lanes))
                .reduce(Scratch.of(program.scratch()), Scratch::max);
        List<String> methods = methodNames(program.kernels());
        MainEmitter entry = new MainEmitter(program, main, lanes);
        classes.put(main, entry::emit);
        List<CallsEmitter.Method> targets = new ArrayList<>();
        for (int i = 0; i < methods.size(); i++) {
            String holder = entry.calls(i);
            targets.add(new CallsEmitter.Method(methods.get(i), origins.kernel(i), calls.get(i),
                    routine(i, methods.get(i), lanes)));
            files.put(methods.get(i), origins.kernel(i).file());
            int first = i / MainEmitter.MOST_CALLS * MainEmitter.MOST_CALLS;
            classes.putIfAbsent(holder, () -> new CallsEmitter(program.precision(), holder, first,
                    targets.subList(first, Math.min(targets.size(), first + MainEmitter.MOST_CALLS))).emit());
        }
        if (scratch.rows() > 0) {
            String rows = RowMethods.className(main);
            classes.put(rows, () -> RowMethods.emit(rows, program.precision()));
        }
        entry.parts().forEach((name, part) -> classes.put(name, () -> entry.part(name, part, methods, origins)));
    }

    /// The name of the class that implements [dev.gradc.runtime.Kernels], as the JVM writes it.
    public String main() {
        return main;
    }

    /// All class files, by the names of the classes as the JVM writes them.
    ///
    /// @throws IllegalStateException when a kernel cannot be brought below the limit of a method's size
    public synchronized Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        // Emitting a class may add others.
        while (files.size() < classes.size()) {
            for (Map.Entry<String, Supplier<byte[]>> entry : Map.copyOf(classes).entrySet()) {
                files.computeIfAbsent(entry.getKey(), _ -> entry.getValue().get());
            }
        }
        return files;
    }

    /// Emits a class, if there is one of that name.
    ///
    /// @throws IllegalStateException when a kernel cannot be brought below the limit of a method's size
    synchronized byte @Nullable [] emit(String name) {
        Supplier<byte[]> found = classes.get(name);
        return found == null ? null : found.get();
    }

    /// The files that the kernels' methods come from, by the methods' names, since their class can only name one.
    public Map<String, String> sourceFiles() {
        return Map.copyOf(files);
    }

    /// What a thread needs for itself.
    Scratch scratch() {
        return scratch;
    }

    /// The class of a routine, which bears the name of the first kernel that calls it.
    private String routine(int kernel, String method, int lanes) {
        return routines.computeIfAbsent(calls.get(kernel).routine(), routine -> {
            String name = main + "$" + method;
            classes.put(name,
                    () -> new RoutineClass(routine, program.precision(), main, name, lanes, program.scratch(), scratch,
                            origins.routine(kernel, routine)).emit(classes));
            return name;
        });
    }

    /// Names without the characters that the JVM forbids, all different.
    private static List<String> methodNames(List<Kernel> kernels) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Kernel kernel : kernels) {
            String name = kernel.name().isEmpty() ? "kernel" : kernel.name().replaceAll("[.;\\[/<>]", "_");
            names.add(taken.add(name) ? name : name + "#" + names.size());
        }
        return names;
    }

    private static String identifier(String name) {
        String legal = name.replaceAll("[^A-Za-z0-9_]", "_");
        return legal.isEmpty() ? "Code" : legal;
    }
}
