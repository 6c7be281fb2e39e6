package dev.gradc.compiler.jar;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Compiler.Options;
import dev.gradc.compiler.emit.asm.AsmBackend;
import dev.gradc.compiler.emit.asm.AsmBackend.Emitted;
import dev.gradc.compiler.emit.source.JavaSource;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.runtime.Kernels;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Scratch;
import dev.gradc.runtime.VectorWidth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The kernels of a compiled model: scalar code, and code for vectors of each width.
///
/// @param plain the program of the scalar code, without it
/// @param vector the program of all vector code, without it
/// @param mains the classes that implement [Kernels], with their packages, by their lanes
/// @param files the relocated class files by their names, as the JVM writes them
/// @param uses the classes of the runtime that the kernels use, by their simple names
/// @param source the same as the scalar code, as Java for a reader
record KernelSet(Program plain, Program vector, SortedMap<Integer, String> mains, Map<String, byte[]> files,
        Set<String> uses, JavaSource source) {
    private static final List<Integer> BITS = List.of(128, 256, VectorWidth.WIDEST);
    private static final Kernels NO_CODE = (kernel, arrays, scratch, rows, from, to) -> {
        throw new IllegalStateException("a program that is not run");
    };

    /// Emits the kernels.
    ///
    /// @param text the graph's text
    /// @param entries what the model can do
    static KernelSet of(JarNames names, String text, Set<String> entries, Precision precision) {
        Options options = Options.of(precision);
        LoopProgram rows = Compiler.lower(text, entries, options.withVector(false));
        LoopProgram panels = Compiler.lower(text, entries, options.withVector(true));
        SortedMap<Integer, String> mains = new TreeMap<>();
        Map<String, byte[]> files = new TreeMap<>();
        JavaSource source = JavaSource.of(rows);
        Emitted scalar = AsmBackend.emit(rows, 1, source);
        Relocation relocation = new Relocation().move(Travellers.PACKAGE, JarNames.path(names.runtime()));
        add(names, scalar, 1, relocation, mains, files);
        Scratch scratch = Scratch.of(0);
        for (int bits : BITS) {
            int lanes = VectorWidth.lanes(precision, bits);
            if (lanes > 1) {
                Emitted emitted = AsmBackend.emit(panels, lanes, source);
                add(names, emitted, lanes, relocation, mains, files);
                scratch = scratch.max(emitted.scratch());
            }
        }
        return new KernelSet(ProgramAssembler.assemble(scalar.loops(), NO_CODE, scalar.scratch()),
                ProgramAssembler.assemble(panels, NO_CODE, scratch), mains, files, Travellers.of(relocation.used()),
                source);
    }

    private static void add(JarNames names, Emitted emitted, int lanes, Relocation relocation,
            SortedMap<Integer, String> mains,
            Map<String, byte[]> files) {
        String simple = lanes == 1 ? "Plain" : "Lanes" + lanes;
        String to = JarNames.path(names.kernels()) + "/" + simple;
        String main = emitted.classes().main();
        Map<String, byte[]> merged = MergedClasses.merge(main, main + "$" + Program.PREDICT + "$",
                emitted.classes().files(), emitted.classes().sourceFiles());
        merged.keySet().forEach(name -> relocation.rename(name, to + name.substring(main.length())));
        merged.forEach((name, file) -> files.put(relocation.renamed(name), relocation.relocate(file)));
        mains.put(lanes, names.kernels() + "." + simple);
    }
}
