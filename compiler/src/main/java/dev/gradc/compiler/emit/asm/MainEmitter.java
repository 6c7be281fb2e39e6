package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Kernels;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits the class that implements [Kernels]: `run` and `rehearse` jump to the class that has a kernel's method, `runEntry` to
/// one that calls all kernels of an entry.
final class MainEmitter {
    /// The calls in one method; many more would make it larger than what HotSpot compiles.
    static final int MOST_CALLS = 200;
    private static final Type ARRAYS = Type.getType(Object[].class);
    private static final Type OBJECT = Type.getType(Object.class);
    private static final Type RUN_ENTRY = Type.getMethodType(Type.BOOLEAN_TYPE, Type.INT_TYPE, ARRAYS, ARRAYS,
            Type.INT_TYPE);
    private static final Type PART = Type.getMethodType(Type.VOID_TYPE, ARRAYS, ARRAYS, Type.INT_TYPE);

    private final LoopProgram program;
    private final String name;
    private final int lanes;

    /// @param name the class, as the JVM writes its name
    /// @param lanes how many lanes a vector has; 1 where there are no vectors
    MainEmitter(LoopProgram program, String name, int lanes) {
        this.program = program;
        this.name = name;
        this.lanes = lanes;
    }

    /// The class that has the method of a kernel.
    String calls(int kernel) {
        return name + "$calls$" + kernel / MOST_CALLS;
    }

    /// Some calls of an entry.
    ///
    /// @param entry the entry's number
    /// @param first how many of its calls come before
    /// @param kernels the numbers of the kernels that are called
    record Part(int entry, int first, List<Integer> kernels) {
    }

    /// The classes that call the kernels of the entries, a class for every so many calls.
    Map<String, Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        for (int e = 0; e < program.entries().size(); e++) {
            Program.Entry entry = program.entries().get(e);
            List<Integer> numbers = entry.kernels();
            for (int first = 0; first < numbers.size(); first += MOST_CALLS) {
                parts.put(part(entry, first),
                        new Part(e, first, numbers.subList(first, Math.min(numbers.size(), first + MOST_CALLS))));
            }
        }
        return parts;
    }

    private String part(Program.Entry entry, int first) {
        return name + "$" + entry.name() + "$" + first / MOST_CALLS;
    }

    /// The class file.
    byte[] emit() {
        ClassFile file = new ClassFile(name, "", Kernels.class);
        if (lanes > 1) {
            VectorApi.declareFields(file.writer(), lanes);
            InstructionAdapter code = file.method(Opcodes.ACC_STATIC, "<clinit>", Type.getMethodType(Type.VOID_TYPE));
            new VectorApi(name, code, program.precision()).initializeFields(lanes);
            ClassFile.end(code, Type.VOID_TYPE);
        }
        InstructionAdapter constructor = file.method(Opcodes.ACC_PUBLIC, "<init>", Type.getMethodType(Type.VOID_TYPE));
        constructor.load(0, OBJECT);
        constructor.invokespecial(OBJECT.getInternalName(), "<init>", "()V", false);
        ClassFile.end(constructor, Type.VOID_TYPE);
        run(file, "run");
        run(file, "rehearse");
        runEntry(file.method(Opcodes.ACC_PUBLIC, "runEntry", RUN_ENTRY));
        return file.bytes();
    }

    /// A class with the calls of some kernels, whole and in order.
    ///
    /// @param holder its name
    /// @param methods the names of all kernels' methods
    /// @param origins where the calls come from
    byte[] part(String holder, Part part, List<String> methods, Origins origins) {
        ClassFile file = new ClassFile(holder, origins.call(part.entry(), part.first()).file());
        InstructionAdapter code = file.method(Opcodes.ACC_STATIC, "run", PART);
        for (int i = 0; i < part.kernels().size(); i++) {
            int number = part.kernels().get(i);
            RoutineLines.mark(code, origins.call(part.entry(), part.first() + i).line());
            Extent iterations = ProgramAssembler.iterations(program.kernels().get(number));
            code.load(0, ARRAYS);
            code.load(1, ARRAYS);
            code.load(2, Type.INT_TYPE);
            code.iconst(0);
            code.iconst(iterations.fixed());
            if (!iterations.isFixed()) {
                code.load(2, Type.INT_TYPE);
                code.iconst(iterations.perRow());
                code.mul(Type.INT_TYPE);
                code.add(Type.INT_TYPE);
            }
            code.iconst(Integer.MAX_VALUE);
            code.invokestatic(calls(number), methods.get(number), CallsEmitter.KERNEL.getDescriptor(), false);
        }
        ClassFile.end(code, Type.VOID_TYPE);
        return file.bytes();
    }

    /// The method that jumps to the one of the same name in the class that has a kernel's method.
    private void run(ClassFile file, String method) {
        InstructionAdapter code = file.method(Opcodes.ACC_PUBLIC, method, CallsEmitter.RUN);
        int classes = Math.ceilDiv(program.kernels().size(), MOST_CALLS);
        Label unknown = new Label();
        Runnable push = () -> {
            code.load(1, Type.INT_TYPE);
            code.iconst(MOST_CALLS);
            code.div(Type.INT_TYPE);
        };
        cases(code, push, classes, unknown, number -> {
            for (int slot = 1; slot <= CallsEmitter.RUN.getArgumentCount(); slot++) {
                code.load(slot, CallsEmitter.RUN.getArgumentTypes()[slot - 1]);
            }
            code.invokestatic(calls(number * MOST_CALLS), method, CallsEmitter.RUN.getDescriptor(), false);
            code.areturn(Type.VOID_TYPE);
        });
        code.mark(unknown);
        fail(code, 1);
        ClassFile.end(code, Type.VOID_TYPE);
    }

    private void runEntry(InstructionAdapter code) {
        Label unknown = new Label();
        cases(code, () -> code.load(1, Type.INT_TYPE), program.entries().size(), unknown, number -> {
            Program.Entry entry = program.entries().get(number);
            for (int first = 0; first < entry.kernels().size(); first += MOST_CALLS) {
                for (int slot = 2; slot <= RUN_ENTRY.getArgumentCount(); slot++) {
                    code.load(slot, RUN_ENTRY.getArgumentTypes()[slot - 1]);
                }
                code.invokestatic(part(entry, first), "run", PART.getDescriptor(), false);
            }
            code.iconst(1);
            code.areturn(Type.BOOLEAN_TYPE);
        });
        code.mark(unknown);
        fail(code, 1);
        code.iconst(0);
        ClassFile.end(code, Type.BOOLEAN_TYPE);
    }

    /// What is done for a number.
    interface Case {
        /// Emits it.
        void emit(int number);
    }

    /// A jump to one of `count` cases by the number that `push` pushes, or to `unknown`.
    static void cases(InstructionAdapter code, Runnable push, int count, Label unknown, Case then) {
        List<Label> labels = new ArrayList<>(IntStream.range(0, count).mapToObj(_ -> new Label()).toList());
        if (!labels.isEmpty()) {
            push.run();
            code.tableswitch(0, count - 1, unknown, labels.toArray(Label[]::new));
        }
        for (int i = 0; i < count; i++) {
            code.mark(labels.get(i));
            then.emit(i);
        }
    }

    /// Throws an exception that names the number in local variable `slot`.
    static void fail(InstructionAdapter code, int slot) {
        code.anew(Type.getType(IndexOutOfBoundsException.class));
        code.dup();
        code.load(slot, Type.INT_TYPE);
        code.invokespecial(Type.getInternalName(IndexOutOfBoundsException.class), "<init>", "(I)V", false);
        code.athrow();
    }
}
