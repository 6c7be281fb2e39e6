package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.runtime.Kernels;
import dev.gradc.runtime.Program;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/// Compiles a lowered program's Java source.
public final class SourceBackend {
    private SourceBackend() {
    }

    /// A compiler of Java.
    public enum Tool {
        /// The small compiler Janino, which is part of gradc.
        JANINO(new Janino()),
        /// The compiler of the running JDK.
        JAVAC(new Javac());

        private final InMemory compiler;

        Tool(InMemory compiler) {
            this.compiler = compiler;
        }
    }

    /// What a compilation gives.
    ///
    /// @param program the program, ready to run
    /// @param source its source
    /// @param classes the class files, by the classes' names
    public record Result(Program program, JavaSource source, Map<String, byte[]> classes) {
        /// A copy, so that nobody changes it.
        public Result {
            classes = Map.copyOf(classes);
        }

        /// The bytecodes of the largest method of all classes; HotSpot compiles none of 8000 or more.
        public int largestMethod() {
            int[] largest = {0};
            for (byte[] file : classes.values()) {
                new ClassReader(file).accept(new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(int access, String name, String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        return new CodeSizeEvaluator(null) {
                            @Override
                            public void visitEnd() {
                                largest[0] = Math.max(largest[0], getMaxSize());
                            }
                        };
                    }
                }, 0);
            }
            return largest[0];
        }
    }

    /// Compiles `program`.
    ///
    /// @param program lowered, with its memory planned
    /// @throws dev.gradc.runtime.GradcException when there is no such compiler
    public static Result compile(LoopProgram program, Tool tool) {
        JavaSource source = JavaSource.of(program);
        Map<String, byte[]> classes = tool.compiler.compile(source);
        Kernels code = load(new Loader(classes), source.files().getFirst().className());
        return new Result(ProgramAssembler.assemble(program, code, source.scratch()), source, classes);
    }

    private static Kernels load(ClassLoader loader, String name) {
        try {
            return (Kernels) loader.loadClass(name).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiled source cannot be loaded", e);
        }
    }

    /// A loader for the classes of one program, so that they go when the model goes.
    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super("gradc", Kernels.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] file = classes.get(name);
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, file, 0, file.length);
        }
    }
}
