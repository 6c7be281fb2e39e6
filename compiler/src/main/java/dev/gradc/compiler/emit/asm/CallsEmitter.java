package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Routine;
import dev.gradc.compiler.loop.Tile;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits a class with a method for each of some kernels, which bears the kernel's name and line and calls its routine with the
/// kernel's own arrays and places; and `run` and `rehearse`, which jump to one of them.
final class CallsEmitter {
    private static final Type ARRAYS = Type.getType(Object[].class);
    private static final Type OBJECT = Type.getType(Object.class);
    /// The type of a kernel's method: arrays, scratch, rows, from, to, and how many elements of a long sum are added up.
    static final Type KERNEL = Type.getMethodType(Type.VOID_TYPE, ARRAYS, ARRAYS, Type.INT_TYPE, Type.INT_TYPE,
            Type.INT_TYPE, Type.INT_TYPE);
    /// The type of `run` and `rehearse`: a kernel's number, arrays, scratch, rows, from, to.
    static final Type RUN = Type.getMethodType(Type.VOID_TYPE, Type.INT_TYPE, ARRAYS, ARRAYS, Type.INT_TYPE,
            Type.INT_TYPE, Type.INT_TYPE);
    private static final int FROM = 4;
    private static final int TO = 5;
    /// How many elements of a long sum are added up in a rehearsal: enough for its loop to go round.
    private static final int REHEARSED_ELEMENTS = 2;
    /// How many iterations there are in a rehearsal: enough for each of the loops that there may be. Tiles are done in full, so that
    /// they have the shapes that they will have.
    private static final int REHEARSED_ITERATIONS = Layout.LANES;

    private final Precision precision;
    private final String name;
    private final int first;
    private final List<Method> methods;

    /// A kernel's method.
    ///
    /// @param name its name
    /// @param origin where the kernel comes from
    /// @param call what it calls
    /// @param routine the class of the routine
    record Method(String name, Origin origin, Routine.Call call, String routine) {
    }

    /// @param name the class, as the JVM writes its name
    /// @param first the number of the first kernel
    CallsEmitter(Precision precision, String name, int first, List<Method> methods) {
        this.precision = precision;
        this.name = name;
        this.first = first;
        this.methods = methods;
    }

    /// The class file.
    byte[] emit() {
        ClassFile file = new ClassFile(name,
                Origin.onlyFile(methods.stream().map(Method::origin).toList()));
        dispatch(file.method(Opcodes.ACC_STATIC, "run", RUN), _ -> {
        }, Integer.MAX_VALUE);
        InstructionAdapter rehearse = file.method(Opcodes.ACC_STATIC, "rehearse", RUN);
        dispatch(rehearse, method -> {
            if (Tile.of(method.call().routine().body()).isEmpty()) {
                atMost(rehearse);
            }
        }, REHEARSED_ELEMENTS);
        methods.forEach(method -> kernel(file.method(Opcodes.ACC_STATIC, method.name(), KERNEL), method));
        return file.bytes();
    }

    /// A jump to the method of a kernel.
    ///
    /// @param before what is done before it is called
    /// @param most how many elements of a long sum are added up
    private void dispatch(InstructionAdapter code, Consumer<Method> before, int most) {
        Label unknown = new Label();
        MainEmitter.cases(code, () -> {
            code.load(0, Type.INT_TYPE);
            code.iconst(first);
            code.sub(Type.INT_TYPE);
        }, methods.size(), unknown, number -> {
            before.accept(methods.get(number));
            for (int slot = 1; slot < RUN.getArgumentCount(); slot++) {
                code.load(slot, RUN.getArgumentTypes()[slot]);
            }
            code.iconst(most);
            code.invokestatic(name, methods.get(number).name(), KERNEL.getDescriptor(), false);
            code.areturn(Type.VOID_TYPE);
        });
        code.mark(unknown);
        MainEmitter.fail(code, 0);
        ClassFile.end(code, Type.VOID_TYPE);
    }

    /// `to = min(to, from + some)`
    private static void atMost(InstructionAdapter code) {
        code.load(TO, Type.INT_TYPE);
        code.load(FROM, Type.INT_TYPE);
        code.iconst(REHEARSED_ITERATIONS);
        code.add(Type.INT_TYPE);
        code.invokestatic("java/lang/Math", "min", "(II)I", false);
        code.store(TO, Type.INT_TYPE);
    }

    private void kernel(InstructionAdapter code, Method method) {
        RoutineLines.mark(code, method.origin().line());
        Routine routine = method.call().routine();
        List<Type> types = RoutineEmitter.arrays(routine, precision);
        for (int i = 0; i < types.size(); i++) {
            code.load(0, ARRAYS);
            code.iconst(method.call().arrays().get(i));
            code.aload(OBJECT);
            code.checkcast(types.get(i));
        }
        method.call().offsets().forEach(offset -> push(code, offset));
        code.load(1, ARRAYS);
        code.checkcast(Frame.rows(precision));
        for (int slot = 2; slot < KERNEL.getArgumentCount(); slot++) {
            code.load(slot, Type.INT_TYPE);
        }
        code.invokestatic(method.routine(), RoutineEmitter.RUN, RoutineEmitter.type(routine, precision).getDescriptor(),
                false);
        ClassFile.end(code, Type.VOID_TYPE);
    }

    /// Pushes where a buffer begins.
    private static void push(InstructionAdapter code, Extent offset) {
        code.iconst(offset.fixed());
        if (!offset.isFixed()) {
            RoutineEmitter.pushRoom(code, 2);
            code.iconst(offset.perRow());
            code.mul(Type.INT_TYPE);
            code.add(Type.INT_TYPE);
        }
    }
}
