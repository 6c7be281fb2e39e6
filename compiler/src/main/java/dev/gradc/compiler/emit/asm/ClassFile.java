package dev.gradc.compiler.emit.asm;

import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.MethodNode;

/// A class file that is being written.
final class ClassFile {
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
        @Override
        protected String getCommonSuperClass(String a, String b) {
            // Where two ways meet, a variable that is still needed has one type; any other may be anything.
            return "java/lang/Object";
        }
    };

    /// @param name the class, as the JVM writes its name
    /// @param file the source file, or an empty string
    /// @param interfaces what it implements
    ClassFile(String name, String file, Class<?>... interfaces) {
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null,
                "java/lang/Object", List.of(interfaces).stream().map(Type::getInternalName).toArray(String[]::new));
        if (!file.isEmpty()) {
            writer.visitSource(file, null);
        }
    }

    /// What writes the class.
    ClassWriter writer() {
        return writer;
    }

    /// Begins a method; [#end] ends it.
    InstructionAdapter method(int access, String name, Type type) {
        MethodVisitor method = writer.visitMethod(access, name, type.getDescriptor(), null, null);
        method.visitCode();
        return new InstructionAdapter(method);
    }

    /// Ends a method.
    static void end(InstructionAdapter code, Type result) {
        code.areturn(result);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /// Adds a method.
    void add(MethodNode method) {
        method.accept(writer);
    }

    /// The whole.
    byte[] bytes() {
        writer.visitEnd();
        return writer.toByteArray();
    }
}
