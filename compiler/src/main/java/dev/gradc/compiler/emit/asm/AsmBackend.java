package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.emit.source.JavaSource;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.runtime.Kernels;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Scratch;
import dev.gradc.runtime.VectorWidth;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.util.TraceClassVisitor;

/// Compiles a lowered program to JVM bytecode.
public final class AsmBackend {
    private AsmBackend() {
    }

    /// What a compilation gives.
    ///
    /// @param program the program, ready to run
    /// @param classes its code
    public record Result(Program program, ProgramClasses classes) {
        /// The bytecodes of the largest method of all classes; HotSpot compiles none of 8000 or more.
        public int largestMethod() {
            return classes.files().values().stream().mapToInt(file -> {
                ClassNode node = new ClassNode();
                new ClassReader(file).accept(node, 0);
                return CompilerEffort.largest(node.methods);
            }).max().orElse(0);
        }

        /// The classes as text: their methods, instruction by instruction.
        public String text() {
            StringWriter text = new StringWriter();
            classes.files().values().forEach(
                    file -> new ClassReader(file).accept(new TraceClassVisitor(new PrintWriter(text)), 0));
            return text.toString();
        }
    }

    /// Classes that are not loaded.
    ///
    /// @param loops what they do
    /// @param classes the code
    public record Emitted(LoopProgram loops, ProgramClasses classes) {
        /// What each thread needs for itself.
        public Scratch scratch() {
            return classes.scratch();
        }
    }

    /// Whether vectors are used for programs of this precision: where the JVM offers `jdk.incubator.vector`, and more than two
    /// lanes.
    public static boolean hasVectors(Precision precision) {
        return VectorWidth.lanes(precision) > 1;
    }

    /// Compiles `program`. The same program always gives the same class files on machines with vectors of one width.
    ///
    /// @param program lowered, with its memory planned
    /// @param vector whether to use vectors where [#hasVectors] says so; without, the bits are the same
    /// @throws IllegalStateException when a buffer has no place; a temp used before it is declared, or a kernel too large for a
    ///     method, is found when its class is first needed
    public static Result compile(LoopProgram program, boolean vector) {
        int lanes = vector ? VectorWidth.lanes(program.precision()) : 1;
        LoopProgram ordered = ordered(program, lanes);
        Emitted emitted = new Emitted(ordered, new ProgramClasses(ordered, lanes, new Origins.OfModel(ordered)));
        return new Result(ProgramAssembler.assemble(emitted.loops(), load(emitted.classes()), emitted.scratch()),
                emitted.classes());
    }

    /// The classes of `program` for vectors of a given width, whatever this machine has. Their line tables lead into its source, so
    /// that a debugger can step through it; what two kernels of equal form share leads to the first of them.
    ///
    /// @param program lowered, with its memory planned
    /// @param lanes how many lanes a vector has, a power of two; 1 for scalar code
    /// @param source shows the same kernels in the same order, perhaps in other layouts
    /// @throws IllegalStateException as [#compile]
    public static Emitted emit(LoopProgram program, int lanes, JavaSource source) {
        LoopProgram ordered = ordered(program, lanes);
        return new Emitted(ordered, new ProgramClasses(ordered, lanes, new Origins.OfSource(ordered, source)));
    }

    private static LoopProgram ordered(LoopProgram program, int lanes) {
        return lanes == 1 ? byRows(program) : program;
    }

    /// The same program with its row products' loops over columns innermost, so that threads divide the rows.
    private static LoopProgram byRows(LoopProgram program) {
        return program.withKernels(program.kernels().stream()
                .map(kernel -> RowProductEmitter.find(kernel.body(), program.precision())
                        .map(product -> kernel.withBody(product.lanesInnermost())).orElse(kernel))
                .toList());
    }

    private static Kernels load(ProgramClasses classes) {
        try {
            return (Kernels) new Loader(classes).loadClass(classes.main().replace('/', '.')).getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the generated class cannot be loaded", e);
        }
    }

    /// A loader for the classes of one program, so that they go when the model goes; each is emitted when the JVM first needs it.
    /// Its unnamed module reads every other module, `jdk.incubator.vector` too, wherever gradc itself is loaded from.
    private static final class Loader extends ClassLoader {
        private final ProgramClasses classes;

        Loader(ProgramClasses classes) {
            super("gradc", Kernels.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] file = classes.emit(name.replace('.', '/'));
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, file, 0, file.length);
        }
    }
}
