package dev.gradc.compiler.emit.asm;

import java.util.List;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/// Whether HotSpot's compilers can cope with methods.
///
/// C2 takes no method of 8000 bytecodes or more. C1 inlines every use of the Vector API whole and gives up when it runs out of
/// virtual registers; where it has compiled a method at tier 2 and then gives up at tier 3, HotSpot never comes to use C2
/// for it; and the interpreter takes milliseconds where C2's code takes microseconds. So methods are kept well below what
/// C1 can do. (Measured on JDK 25: 6 masked loads were too many already, so there are none; 100 plain loads, 240 additions
/// of constants or 120 selections are not.)
final class CompilerEffort {
    /// C2 compiles no method of so many bytecodes.
    static final int MAX_BYTECODES = 8000;

    private static final int MAX_VECTOR_EFFORT = 7000;
    private static final int LOAD = 100;
    private static final int STORE = 70;
    private static final int OTHER = 25;

    private CompilerEffort() {
    }

    /// Whether C2 compiles all of them.
    static boolean isBearable(List<MethodNode> methods) {
        return largest(methods) < MAX_BYTECODES;
    }

    /// Whether C1 does too.
    static boolean isSmall(List<MethodNode> methods) {
        return isBearable(methods) && methods.stream().allMatch(method -> vectorEffort(method) < MAX_VECTOR_EFFORT);
    }

    /// The bytecodes of the largest.
    static int largest(List<MethodNode> methods) {
        return methods.stream().mapToInt(CompilerEffort::bytecodes).max().orElse(0);
    }

    private static int bytecodes(MethodNode method) {
        CodeSizeEvaluator size = new CodeSizeEvaluator(null);
        method.accept(size);
        return size.getMaxSize();
    }

    private static int vectorEffort(MethodNode method) {
        int effort = 0;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call && VectorApi.isPartOf(call.owner)) {
                effort += switch (call.name) {
                    case "fromArray" -> LOAD;
                    case "intoArray" -> STORE;
                    default -> OTHER;
                };
            }
        }
        return effort;
    }
}
