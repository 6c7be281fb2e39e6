package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Routine;
import dev.gradc.compiler.loop.RowProduct;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Tile;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.MethodNode;

/// Emits a routine: a method that kernels call, and those that this one calls.
final class RoutineEmitter {
    /// The name of the method that kernels call.
    static final String RUN = "run";

    private final RoutineClass target;
    private final Stmt stmt;
    private final Policy policy;
    private final List<MethodNode> methods = new ArrayList<>();
    private final Map<String, Supplier<byte[]>> later = new LinkedHashMap<>();
    private final ScratchUse scratch;
    /// Whether the code that is being emitted runs only where every sum has a single block.
    private boolean singleBlocks;
    /// The loop that is being made a method of its own, which must not call itself.
    private @Nullable Loop current;

    /// @param target the class that the routine becomes
    /// @param policy how to emit it
    RoutineEmitter(RoutineClass target, Policy policy) {
        this.target = target;
        this.policy = policy;
        stmt = target.routine().body();
        scratch = new ScratchUse(target.scratch());
    }

    /// The types of a routine's arrays.
    static List<Type> arrays(Routine routine, Precision precision) {
        return routine.ints().stream().map(isInt -> isInt ? Type.getType(int[].class) : Frame.reals(precision))
                .toList();
    }

    /// The type of the method that kernels call: arrays, where buffers begin, scratch, rows, from, to, and how many
    /// elements of a long sum are added up.
    static Type type(Routine routine, Precision precision) {
        List<Type> types = new ArrayList<>(arrays(routine, precision));
        types.addAll(Collections.nCopies(routine.offsets().size(), Type.INT_TYPE));
        types.add(Frame.rows(precision));
        types.addAll(Collections.nCopies(4, Type.INT_TYPE));
        return Type.getMethodType(Type.VOID_TYPE, types.toArray(Type[]::new));
    }

    /// Emits the routine's methods, but for those that are emitted later.
    void emit() {
        Routine routine = target.routine();
        MethodNode method = method(RUN, type(routine, target.precision()), 0);
        InstructionAdapter code = new InstructionAdapter(method);
        lines().begin(code, stmt);
        Locals locals = new Locals();
        Map<Integer, Variable> arrays = new TreeMap<>();
        arrays(routine, target.precision()).forEach(type -> arrays.put(arrays.size(), locals.take(type)));
        List<Variable> offsets = routine.offsets().stream().map(_ -> locals.take(Type.INT_TYPE)).toList();
        Variable scratches = locals.take(Frame.rows(target.precision()));
        Variable rows = locals.take(Type.INT_TYPE);
        Variable from = locals.take(Type.INT_TYPE);
        Variable to = locals.take(Type.INT_TYPE);
        Variable most = locals.take(Type.INT_TYPE);
        Type reals = Frame.reals(target.precision());
        code.load(scratches.slot(), scratches.type());
        code.iconst(0);
        code.aload(reals);
        Variable own = locals.take(reals);
        code.store(own.slot(), reals);
        pushRoom(code, rows.slot());
        Variable room = locals.take(Type.INT_TYPE);
        code.store(room.slot(), Type.INT_TYPE);
        Indices indices = new Indices(code, locals, rows, room);
        for (int i = 0; i < offsets.size(); i++) {
            indices.enter(routine.offsets().get(i), offsets.get(i));
        }
        Frame frame = new Frame(target.constants(), code, target.precision(), policy.lanes(), locals, indices, arrays,
                own,
                most, new HashMap<>());
        if (!TransposeEmitter.emit(this, frame, stmt, from, to)) {
            body(frame, scratches, from, to);
        }
        ClassFile.end(code, Type.VOID_TYPE);
    }

    /// Pushes how many rows there is room for, `(rows + 15) & -16`, given the local variable that holds the rows.
    static void pushRoom(InstructionAdapter code, int rows) {
        code.load(rows, Type.INT_TYPE);
        code.iconst(Layout.LANES - 1);
        code.add(Type.INT_TYPE);
        code.iconst(-Layout.LANES);
        code.and(Type.INT_TYPE);
    }

    private void body(Frame frame, Variable scratches, Variable from, Variable to) {
        Lanes lanes = new ScalarLanes(frame);
        Optional<Tile> tile = Tile.of(stmt).filter(this::isVectorizable);
        Optional<RowProduct> product = policy.lanes() == 1 ? RowProductEmitter.find(stmt, target.precision())
                : Optional.empty();
        if (product.isPresent() && stmt instanceof Loop loop) {
            RowProductEmitter.emit(this, frame, product.get(), scratches, loop.axis(), from, to);
        } else if (tile.isPresent() && stmt instanceof Loop loop) {
            TileEmitter.emit(this, frame, tile.get(), loop.axis(), from, to);
        } else if (stmt instanceof Loop loop && loop.kind() != Kind.SERIAL) {
            new LoopEmitter(this, frame, lanes).emit(loop, from, to);
        } else {
            new StatementEmitter(this, frame, lanes).emit(stmt);
        }
    }

    /// Where its statements come from.
    RoutineLines lines() {
        return target.lines();
    }

    /// The scratch that its methods use.
    ScratchUse scratch() {
        return scratch;
    }

    /// The name of a method of this routine.
    String methodName(String part) {
        return RUN + "$" + part;
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
        return policy.lanes() > 1 && Vectorizable.test(loop, target.precision());
    }

    /// Whether the lanes of a sum are to be those of vectors.
    boolean isVector(Reduce reduce) {
        return policy.lanes() > 1 && reduce.lanes() % policy.lanes() == 0
                && Vectorizable.test(reduce, target.precision());
    }

    private boolean isVectorizable(Tile tile) {
        return policy.lanes() == 1
                || Vectorizable.test(tile.lanes().axis(), tile.body(), target.precision());
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

    /// What a method in a class of its own does, given also who emits that class.
    interface LaterBody {
        /// Emits it.
        void emit(RoutineEmitter routine, Frame frame, List<Variable> passed);
    }

    /// Emits `body`, which does some or all of `stmt`, as a method of its own, and a call of it. What it needs of its
    /// surroundings goes along: arrays, scratch, axes, temps, and the variables `passed`.
    void call(Stmt stmt, Frame frame, List<Variable> passed, Body body) {
        call(RUN + "$" + methods.size(), stmt, frame, passed, body);
    }

    /// The same for a method that is called from several places that pass the same, and is emitted with the first call.
    void call(String methodName, Stmt stmt, Frame frame, List<Variable> passed, Body body) {
        Callee callee = Callee.pass(stmt, frame, passed);
        frame.code().invokestatic(target.name(), methodName, callee.type().getDescriptor(), false);
        if (methods.stream().noneMatch(known -> known.name.equals(methodName))) {
            callee.emit(method(methodName, callee.type(), Opcodes.ACC_PRIVATE), lines(), body);
        }
    }

    /// The same in a class of its own, which is emitted when the JVM first needs it.
    void callLater(Stmt stmt, Frame frame, List<Variable> passed, LaterBody body) {
        RoutineClass owner = target.part(later.size(), scratch.next());
        Callee callee = Callee.pass(stmt, frame, passed);
        frame.code().invokestatic(owner.name(), RUN, callee.type().getDescriptor(), false);
        boolean single = singleBlocks;
        later.put(owner.name(), () -> {
            RoutineEmitter emitter = new RoutineEmitter(owner, policy);
            emitter.singleBlocks = single;
            callee.emit(emitter.method(RUN, callee.type(), 0), lines(),
                    (inner, received) -> body.emit(emitter, inner, received));
            return owner.file(emitter);
        });
    }

    /// The classes that the routine's methods call, each emitted when it is asked for.
    Map<String, Supplier<byte[]>> later() {
        return later;
    }

    /// The methods emitted so far.
    List<MethodNode> methods() {
        return methods;
    }

    private MethodNode method(String methodName, Type type, int access) {
        MethodNode method = new MethodNode(Opcodes.ASM9, access | Opcodes.ACC_STATIC, methodName, type.getDescriptor(),
                null,
                null);
        methods.add(method);
        method.visitCode();
        return method;
    }
}
