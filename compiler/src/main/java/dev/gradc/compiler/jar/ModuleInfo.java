package dev.gradc.compiler.jar;

import dev.gradc.runtime.VectorWidth;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/// The descriptor of a compiled model's module: it exports the user's package, and needs `java.base` alone; the Vector API where it is
/// there.
final class ModuleInfo {
    private ModuleInfo() {
    }

    /// The class file.
    ///
    /// @param packages all packages with classes
    static byte[] of(JarNames names, List<String> packages) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
        ModuleVisitor module = writer.visitModule(names.inner(), 0, null);
        module.visitMainClass(JarNames.path(names.face()));
        packages.forEach(name -> module.visitPackage(JarNames.path(name)));
        module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
        module.visitRequire(VectorWidth.MODULE, Opcodes.ACC_STATIC_PHASE, null);
        module.visitExport(JarNames.path(names.packageName()), 0);
        module.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
