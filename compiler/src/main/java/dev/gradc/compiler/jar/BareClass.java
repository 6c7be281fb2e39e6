package dev.gradc.compiler.jar;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/// A class without what it does not need to run: annotations, whose types would have to be there, and the names of local variables.
final class BareClass {
    private BareClass() {
    }

    /// Takes them away.
    static void strip(ClassNode type) {
        type.visibleAnnotations = null;
        type.invisibleAnnotations = null;
        type.visibleTypeAnnotations = null;
        type.invisibleTypeAnnotations = null;
        type.fields.forEach(BareClass::strip);
        type.methods.forEach(BareClass::strip);
        if (type.recordComponents != null) {
            type.recordComponents.forEach(BareClass::strip);
        }
    }

    private static void strip(FieldNode field) {
        field.visibleAnnotations = null;
        field.invisibleAnnotations = null;
        field.visibleTypeAnnotations = null;
        field.invisibleTypeAnnotations = null;
    }

    private static void strip(RecordComponentNode component) {
        component.visibleAnnotations = null;
        component.invisibleAnnotations = null;
        component.visibleTypeAnnotations = null;
        component.invisibleTypeAnnotations = null;
    }

    private static void strip(MethodNode method) {
        method.visibleAnnotations = null;
        method.invisibleAnnotations = null;
        method.visibleTypeAnnotations = null;
        method.invisibleTypeAnnotations = null;
        method.visibleParameterAnnotations = null;
        method.invisibleParameterAnnotations = null;
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
        method.localVariables = null;
        method.parameters = null;
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            block.visibleTypeAnnotations = null;
            block.invisibleTypeAnnotations = null;
        }
        for (AbstractInsnNode instruction : method.instructions) {
            instruction.visibleTypeAnnotations = null;
            instruction.invisibleTypeAnnotations = null;
        }
    }
}
