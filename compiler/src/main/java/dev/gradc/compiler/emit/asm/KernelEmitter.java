package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Tile;
import dev.gradc.runtime.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.MethodNode;

/// Emits one kernel: a method that the class's `run` calls, and those that this one calls.
final class KernelEmitter {
    /// The type of a kernel's method: arrays, scratch, rows, from, to.
    static final Type TYPE = Type.getMethodType(Type.VOID_TYPE, Type.getType(Object[].class),
            Type.getType(Object.class), Type.INT_TYPE, Type.INT_TYPE, Type.INT_TYPE);

    private final LoopProgram program;
    private final Kernel kernel;
    private final String owner;
    private final String name;
    private final Policy policy;
    private final List<MethodNode> methods = new ArrayList<>();
    private int scratch;
    private int highestScratch;
    /// Whether the code that is being emitted runs only where every sum has a single block.
    private boolean singleBlocks;
    /// The loop that is being made a method of its own, which must not call itself.
    private @Nullable Loop current;

    /// @param owner the generated class, as the JVM writes its name
    /// @param name the method's name
    /// @param policy how to emit it
    KernelEmitter(LoopProgram program, Kernel kernel, String owner, String name, Policy policy) {
        this.program = program;
        this.kernel = kernel;
        this.owner = owner;
        this.name = name;
        this.policy = policy;
        scratch = program.scratch();
        highestScratch = scratch;
    }

    /// Emits the kernel.
    ///
    /// @return its methods, the one for `run` first
    List<MethodNode> emit() {
        MethodNode method = method(name, TYPE);
        InstructionAdapter code = new InstructionAdapter(method);
        Locals locals = new Locals();
        Variable arrays = locals.take(TYPE.getArgumentTypes()[0]);
        Variable given = locals.take(TYPE.getArgumentTypes()[1]);
        Variable rows = locals.take(Type.INT_TYPE);
        Variable from = locals.take(Type.INT_TYPE);
        Variable to = locals.take(Type.INT_TYPE);
        Accesses accesses = Accesses.of(program, kernel.body());
        Map<Integer, Variable> typed = new TreeMap<>();
        for (int array : accesses.arrays()) {
            code.load(arrays.slot(), arrays.type());
            code.iconst(array);
            code.aload(Type.getType(Object.class));
            typed.put(array, cast(code, locals, type(array)));
        }
        code.load(given.slot(), given.type());
        Variable own = cast(code, locals, Frame.reals(program.precision()));
        Variable room = room(code, locals, rows);
        Frame frame = new Frame(owner, code, program, policy.lanes(), locals,
                new Indices(code, locals, rows, room), typed, own, new HashMap<>());
        if (!TransposeEmitter.emit(this, frame, kernel.body(), from, to)) {
            body(frame, from, to);
        }
        end(code);
        return methods;
    }

    private void body(Frame frame, Variable from, Variable to) {
        Lanes lanes = new ScalarLanes(frame);
        Optional<Tile> tile = Tile.of(kernel.body()).filter(this::isVectorizable);
        if (tile.isPresent() && kernel.body() instanceof Loop loop) {
            TileEmitter.emit(this, frame, tile.get(), loop.axis(), from, to);
        } else if (kernel.body() instanceof Loop loop && loop.kind() != Kind.SERIAL) {
            new LoopEmitter(this, frame, lanes).emit(loop, from, to);
        } else {
            new StatementEmitter(this, frame, lanes).emit(kernel.body());
        }
    }

    /// The rows that there is room for: `(rows + 15) & -16`.
    private static Variable room(InstructionAdapter code, Locals locals, Variable rows) {
        code.load(rows.slot(), Type.INT_TYPE);
        code.iconst(Layout.LANES - 1);
        code.add(Type.INT_TYPE);
        code.iconst(-Layout.LANES);
        code.and(Type.INT_TYPE);
        Variable room = locals.take(Type.INT_TYPE);
        code.store(room.slot(), Type.INT_TYPE);
        return room;
    }

    /// The elements of scratch that its methods use.
    int scratch() {
        return highestScratch;
    }

    /// Reserves elements of scratch.
    ///
    /// @return the first
    int takeScratch(int elements) {
        int first = scratch;
        scratch = Math.addExact(scratch, elements);
        highestScratch = Math.max(highestScratch, scratch);
        return first;
    }

    /// The name of a method of this kernel.
    String methodName(String part) {
        return name + "$" + part;
    }

    /// Gives back the scratch from `first` on.
    void releaseScratch(int first) {
        scratch = first;
    }

    /// Whether a sum is known to have a single block where code is being emitted.
    boolean isOneBlock(Reduce reduce) {
        return singleBlocks || reduce.isOneBlock();
    }

    /// Emits code that runs only where every sum has a single block.
    void inSingleBlocks(Runnable emit) {
        singleBlocks = true;
        emit.run();
        singleBlocks = false;
    }

    /// Whether many iterations of `loop` are to be run at once.
    boolean isVector(Loop loop) {
        return policy.lanes() > 1 && Vectorizable.test(loop, program.precision());
    }

    /// Whether the lanes of a sum are to be those of vectors.
    boolean isVector(Reduce reduce) {
        return policy.lanes() > 1 && reduce.lanes() % policy.lanes() == 0
                && Vectorizable.test(reduce, program.precision());
    }

    private boolean isVectorizable(Tile tile) {
        return policy.lanes() == 1
                || Vectorizable.test(tile.lanes().axis(), tile.body(), program.precision());
    }

    /// Whether `loop` becomes a method of its own.
    boolean isMethod(Loop loop) {
        return policy.split() && loop.kind() == Kind.VECTOR && loop != current;
    }

    /// Emits `loop` as a method of its own, and a call of it.
    void call(Loop loop, Frame frame) {
        call(loop, frame, List.of(), (inner, _) -> {
            current = loop;
            new LoopEmitter(this, inner, new ScalarLanes(inner)).emit(loop);
            current = null;
        });
    }

    /// What a method does, given its frame and its variables for what was passed.
    interface Body {
        /// Emits it.
        void emit(Frame frame, List<Variable> passed);
    }

    /// Emits `body`, which does some or all of `stmt`, as a method of its own, and a call of it. What it needs of its
    /// surroundings goes along: arrays, scratch, axes, temps, and the variables `passed`.
    void call(Stmt stmt, Frame frame, List<Variable> passed, Body body) {
        call(name + "$" + methods.size(), stmt, frame, passed, body);
    }

    /// The same for a method that is called from several places that pass the same, and is emitted with the first call.
    void call(String methodName, Stmt stmt, Frame frame, List<Variable> passed, Body body) {
        Accesses accesses = Accesses.of(program, stmt);
        Arguments arguments = new Arguments(frame);
        frame.indices().pushRows();
        Variable rows = arguments.pass(Type.INT_TYPE);
        frame.indices().pushRoom();
        Variable room = arguments.pass(Type.INT_TYPE);
        Variable own = arguments.pass(frame.scratch());
        Map<Integer, Variable> arrays = new TreeMap<>();
        for (int array : accesses.arrays()) {
            arrays.put(array, arguments.pass(frame.array(array)));
        }
        Map<Axis, Variable> axes = new LinkedHashMap<>();
        for (Axis axis : frame.indices().axes()) {
            frame.indices().push(axis);
            axes.put(axis, arguments.pass(Type.INT_TYPE));
        }
        Map<Temp, Variable> temps = new HashMap<>();
        for (Temp temp : accesses.temps()) {
            Variable outer = frame.temps().get(temp);
            if (outer != null) {
                temps.put(temp, arguments.pass(outer));
            }
        }
        List<Variable> received = passed.stream().map(arguments::pass).toList();
        String descriptor = arguments.methodType().getDescriptor();
        frame.code().invokestatic(owner, methodName, descriptor, false);
        if (methods.stream().anyMatch(known -> known.name.equals(methodName))) {
            return;
        }
        MethodNode method = method(methodName, arguments.methodType());
        InstructionAdapter code = new InstructionAdapter(method);
        Indices indices = new Indices(code, arguments.locals(), rows, room);
        axes.forEach(indices::enter);
        body.emit(new Frame(owner, code, program, policy.lanes(), arguments.locals(), indices, arrays, own, temps),
                received);
        end(code);
    }

    private MethodNode method(String methodName, Type type) {
        MethodNode method = new MethodNode(Opcodes.ASM9, Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, methodName,
                type.getDescriptor(), null, null);
        methods.add(method);
        method.visitCode();
        int line = Origin.line(kernel.origin());
        if (line > 0) {
            Label start = new Label();
            method.visitLabel(start);
            method.visitLineNumber(line, start);
        }
        return method;
    }

    private static void end(InstructionAdapter code) {
        code.areturn(Type.VOID_TYPE);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /// Pops an object into a new variable of its real type.
    private static Variable cast(InstructionAdapter code, Locals locals, Type type) {
        code.checkcast(type);
        Variable variable = locals.take(type);
        code.store(variable.slot(), type);
        return variable;
    }

    private Type type(int array) {
        return program.arrays().get(array).role().isInt() ? Type.getType(int[].class)
                : Frame.reals(program.precision());
    }
}
