package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Cost;
import dev.gradc.compiler.scalar.Expr;
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

    private static final int MAX_VECTOR_EFFORT = 6000;
    private static final int LOAD = 100;
    private static final int STORE = 70;
    private static final int OTHER = 25;

    private CompilerEffort() {
    }

    /// Whether C1 is likely to cope with a method that does `stmt` in vectors along `axis`.
    static boolean isSmall(Stmt stmt, Axis axis) {
        return effort(stmt, axis) < MAX_VECTOR_EFFORT;
    }

    /// How many copies of `stmt` a method can hold; at least 1.
    static int copies(Stmt stmt, Axis axis) {
        return copies(stmt, axis, true);
    }

    /// The same where blocks may have to be combined.
    ///
    /// @param single whether there is never more than one
    static int copies(Stmt stmt, Axis axis, boolean single) {
        int blocks = single ? 0 : STORE + 2 * (LOAD + OTHER);
        return Math.max(1, MAX_VECTOR_EFFORT / Math.max(1, effort(stmt, axis) + blocks));
    }

    private static int effort(Stmt stmt, Axis axis) {
        return switch (stmt) {
            case Block(var body) -> body.stream().mapToInt(s -> effort(s, axis)).sum();
            case Loop loop -> effort(loop.body(), axis);
            case Reduce reduce -> effort(reduce.body(), axis);
            case Let(_, var formula, var args) -> effort(formula, args, axis);
            case Update(_, var formula, var args) -> effort(formula, args, axis);
            case Store(_, _, var formula, var args) -> STORE + effort(formula, args, axis);
        };
    }

    private static int effort(Expr formula, List<Operand> args, Axis axis) {
        return OTHER * Cost.of(formula) + args.stream().mapToInt(arg -> switch (arg) {
            case Operand.Load(_, var at) -> at.uses(axis) ? LOAD : OTHER;
            case Operand.LoadLabel _, Operand.Position _ -> LOAD;
            case Operand.Random _ -> OTHER * Cost.RANDOM;
            case Operand.Rows _ -> OTHER;
            case Operand.Temp _ -> 0;
        }).sum();
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
