package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Kernels;
import java.util.List;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits the methods of [Kernels]: `run`, a jump to one kernel's method, and `runEntry`, a jump to a method that calls all
/// kernels of an entry.
final class DispatchEmitter {
    /// The calls in one method; many more would make it larger than what HotSpot compiles.
    private static final int MOST_CALLS = 200;
    private static final Type ARRAYS = Type.getType(Object[].class);
    private static final Type OBJECT = Type.getType(Object.class);
    private static final Type ENTRY = Type.getMethodType(Type.VOID_TYPE, ARRAYS, OBJECT, Type.INT_TYPE);

    private final LoopProgram program;
    private final String owner;
    private final List<String> kernels;
    private final ClassWriter writer;

    /// @param owner the generated class, as the JVM writes its name
    /// @param kernels the names of the kernels' methods
    DispatchEmitter(LoopProgram program, String owner, List<String> kernels, ClassWriter writer) {
        this.program = program;
        this.owner = owner;
        this.kernels = kernels;
        this.writer = writer;
    }

    /// Emits all of them.
    void emit() {
        dispatch("run", Type.VOID_TYPE, KernelEmitter.TYPE, kernels);
        List<String> entries = IntStream.range(0, program.entries().size())
                .mapToObj(entry -> "entry$" + program.entries().get(entry).name()).toList();
        dispatch("runEntry", Type.BOOLEAN_TYPE, ENTRY, entries);
        for (int entry = 0; entry < entries.size(); entry++) {
            entry(entries.get(entry), program.entries().get(entry).kernels());
        }
    }

    /// A method that jumps to the static method of a number, its first argument, with its others; it gives true or nothing.
    private void dispatch(String name, Type result, Type target, List<String> targets) {
        Type[] arguments = IntStream.rangeClosed(0, target.getArgumentCount())
                .mapToObj(i -> i == 0 ? Type.INT_TYPE : target.getArgumentTypes()[i - 1]).toArray(Type[]::new);
        InstructionAdapter code = method(Opcodes.ACC_PUBLIC, name, Type.getMethodType(result, arguments));
        Label unknown = new Label();
        Label[] labels = targets.stream().map(_ -> new Label()).toArray(Label[]::new);
        if (labels.length > 0) {
            code.load(1, Type.INT_TYPE);
            code.tableswitch(0, labels.length - 1, unknown, labels);
        }
        for (int i = 0; i < labels.length; i++) {
            code.mark(labels[i]);
            for (int slot = 0; slot < target.getArgumentCount(); slot++) {
                code.load(slot + 2, target.getArgumentTypes()[slot]);
            }
            code.invokestatic(owner, targets.get(i), target.getDescriptor(), false);
            if (result != Type.VOID_TYPE) {
                code.iconst(1);
            }
            code.areturn(result);
        }
        code.mark(unknown);
        code.anew(Type.getType(IndexOutOfBoundsException.class));
        code.dup();
        code.load(1, Type.INT_TYPE);
        code.invokespecial(Type.getInternalName(IndexOutOfBoundsException.class), "<init>", "(I)V", false);
        code.athrow();
        end(code);
    }

    /// A method that calls kernels, or that calls others which do.
    private void entry(String name, List<Integer> numbers) {
        InstructionAdapter code = method(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, ENTRY);
        if (numbers.size() <= MOST_CALLS) {
            numbers.forEach(number -> callKernel(code, number));
            code.areturn(Type.VOID_TYPE);
            end(code);
            return;
        }
        int parts = Math.ceilDiv(numbers.size(), MOST_CALLS);
        for (int part = 0; part < parts; part++) {
            code.load(0, ARRAYS);
            code.load(1, OBJECT);
            code.load(2, Type.INT_TYPE);
            code.invokestatic(owner, name + "$" + part, ENTRY.getDescriptor(), false);
        }
        code.areturn(Type.VOID_TYPE);
        end(code);
        for (int part = 0; part < parts; part++) {
            entry(name + "$" + part,
                    numbers.subList(part * MOST_CALLS, Math.min(numbers.size(), (part + 1) * MOST_CALLS)));
        }
    }

    private void callKernel(InstructionAdapter code, int number) {
        Extent iterations = ProgramAssembler.iterations(program.kernels().get(number));
        code.load(0, ARRAYS);
        code.load(1, OBJECT);
        code.load(2, Type.INT_TYPE);
        code.iconst(0);
        code.iconst(iterations.fixed());
        if (!iterations.isFixed()) {
            code.load(2, Type.INT_TYPE);
            code.iconst(iterations.perRow());
            code.mul(Type.INT_TYPE);
            code.add(Type.INT_TYPE);
        }
        code.invokestatic(owner, kernels.get(number), KernelEmitter.TYPE.getDescriptor(), false);
    }

    private InstructionAdapter method(int access, String name, Type type) {
        MethodVisitor method = writer.visitMethod(access, name, type.getDescriptor(), null, null);
        method.visitCode();
        return new InstructionAdapter(method);
    }

    private static void end(InstructionAdapter code) {
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
