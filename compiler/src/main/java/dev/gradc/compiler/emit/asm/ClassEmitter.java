package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.runtime.Kernels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.MethodNode;

/// Emits the class of a program: an implementation of [Kernels] with a static method for each kernel.
final class ClassEmitter {
    private final LoopProgram program;
    private final int lanes;
    private final String owner;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
        @Override
        protected String getCommonSuperClass(String a, String b) {
            // Where two ways meet, a variable that is still needed has one type; any other may be anything.
            return "java/lang/Object";
        }
    };
    private int scratch;

    /// @param lanes how many lanes a vector has; 1 where `jdk.incubator.vector` is not to be used
    ClassEmitter(LoopProgram program, int lanes) {
        this.program = program;
        this.lanes = lanes;
        owner = "dev/gradc/generated/" + identifier(program.name());
        scratch = program.scratch();
    }

    /// The class file.
    ///
    /// @throws IllegalStateException when a kernel cannot be brought below the limit of a method's size
    byte[] emit() {
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, owner, null,
                "java/lang/Object", new String[]{Type.getInternalName(Kernels.class)});
        String file = Origin.onlyFile(program.kernels().stream().map(Kernel::origin).toList());
        if (!file.isEmpty()) {
            writer.visitSource(file, null);
        }
        if (lanes > 1) {
            VectorApi.declareFields(writer, lanes);
            initializer();
        }
        constructor();
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Kernel kernel : program.kernels()) {
            String name = methodName(kernel.name());
            names.add(taken.add(name) ? name : name + "#" + names.size());
        }
        new DispatchEmitter(program, owner, names, writer).emit();
        for (int i = 0; i < names.size(); i++) {
            kernel(program.kernels().get(i), names.get(i));
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    /// The elements of scratch that a thread needs; known once the class is emitted.
    int scratch() {
        return scratch;
    }

    private void kernel(Kernel kernel, String name) {
        List<MethodNode> bearable = List.of();
        List<MethodNode> methods = List.of();
        for (Policy policy : Policy.of(kernel, lanes)) {
            KernelEmitter emitter = new KernelEmitter(program, kernel, owner, name, policy);
            methods = emitter.emit();
            scratch = Math.max(scratch, emitter.scratch());
            if (CompilerEffort.isSmall(methods)) {
                methods.forEach(method -> method.accept(writer));
                return;
            }
            if (CompilerEffort.isBearable(methods)) {
                bearable = methods;
            }
        }
        if (bearable.isEmpty()) {
            throw new IllegalStateException("kernel " + kernel.name() + " (" + kernel.origin() + ") has a method of "
                    + CompilerEffort.largest(methods) + " bytes of bytecode; the limit is "
                    + CompilerEffort.MAX_BYTECODES);
        }
        bearable.forEach(method -> method.accept(writer));
    }

    private void initializer() {
        InstructionAdapter code = new InstructionAdapter(
                writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null));
        code.visitCode();
        new VectorApi(owner, code, program.precision()).initializeFields(lanes);
        end(code);
    }

    private void constructor() {
        InstructionAdapter code = new InstructionAdapter(
                writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null));
        code.visitCode();
        code.load(0, Type.getType(Object.class));
        code.invokespecial("java/lang/Object", "<init>", "()V", false);
        end(code);
    }

    private static void end(InstructionAdapter code) {
        code.areturn(Type.VOID_TYPE);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /// A kernel's name without the characters that the JVM forbids.
    private static String methodName(String name) {
        return name.isEmpty() ? "kernel" : name.replaceAll("[.;\\[/<>]", "_");
    }

    private static String identifier(String name) {
        String legal = name.replaceAll("[^A-Za-z0-9_]", "_");
        return legal.isEmpty() ? "Code" : legal;
    }
}
