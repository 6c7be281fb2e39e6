package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.MethodNode;

/// A method that is called: its type, and which of its variables hold what of the caller's surroundings.
///
/// @param caller the frame of who calls it
/// @param stmt what it does some or all of
record Callee(Frame caller, Stmt stmt, Type type, Locals locals, Variable rows, Variable room, Variable scratch,
        Variable most,
        Map<Integer, Variable> arrays, Map<Axis, Variable> axes, Map<Temp, Variable> temps, List<Variable> passed) {
    /// Pushes what a method needs that does some or all of `stmt`: arrays, scratch, axes, temps, and the variables `passed`.
    static Callee pass(Stmt stmt, Frame frame, List<Variable> passed) {
        Accesses accesses = Accesses.of(stmt);
        Arguments arguments = new Arguments(frame);
        frame.indices().pushRows();
        Variable rows = arguments.pass(Type.INT_TYPE);
        frame.indices().pushRoom();
        Variable room = arguments.pass(Type.INT_TYPE);
        Variable scratch = arguments.pass(frame.scratch());
        Variable most = arguments.pass(frame.most());
        Map<Integer, Variable> arrays = new TreeMap<>();
        for (int array : accesses.arrays()) {
            arrays.put(array, arguments.pass(frame.array(array)));
        }
        Map<Axis, Variable> axes = new LinkedHashMap<>();
        for (Axis axis : frame.indices().axes()) {
            if (accesses.uses(axis)) {
                frame.indices().push(axis);
                axes.put(axis, arguments.pass(Type.INT_TYPE));
            }
        }
        Map<Temp, Variable> temps = new HashMap<>();
        for (Temp temp : accesses.temps()) {
            Variable outer = frame.temps().get(temp);
            if (outer != null) {
                temps.put(temp, arguments.pass(outer));
            }
        }
        List<Variable> received = passed.stream().map(arguments::pass).toList();
        return new Callee(frame, stmt, arguments.methodType(), arguments.locals(), rows, room, scratch, most, arrays,
                axes,
                temps,
                received);
    }

    /// Emits what the method does.
    ///
    /// @param lines where it comes from
    void emit(MethodNode method, RoutineLines lines, RoutineEmitter.Body body) {
        InstructionAdapter code = new InstructionAdapter(method);
        lines.begin(code, stmt);
        Indices indices = new Indices(code, locals, rows, room);
        axes.forEach(indices::enter);
        body.emit(new Frame(caller.constants(), code, caller.precision(), caller.lanes(), locals, indices, arrays,
                scratch,
                most, new HashMap<>(temps)), passed);
        ClassFile.end(code, Type.VOID_TYPE);
    }
}
