package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Sequence;
import java.util.List;
import java.util.Set;

/// Emits statements, in the lanes that the loop around them runs in.
final class StatementEmitter {
    private final RoutineEmitter routine;
    private final Frame frame;
    private final Lanes lanes;

    StatementEmitter(RoutineEmitter routine, Frame frame, Lanes lanes) {
        this.routine = routine;
        this.frame = frame;
        this.lanes = lanes;
    }

    /// Emits `stmt`; the local variables of what it declares are given back at its end, those of a bare [Let] are not.
    void emit(Stmt stmt) {
        int mark = frame.locals().mark();
        routine.lines().at(frame.code(), stmt);
        switch (stmt) {
            case Block(var body) -> {
                Set<Temp> outer = Set.copyOf(frame.temps().keySet());
                body.forEach(this::emit);
                frame.temps().keySet().retainAll(outer);
                frame.locals().release(mark);
            }
            case Loop loop -> {
                new LoopEmitter(routine, frame, lanes).emit(loop);
                frame.locals().release(mark);
            }
            case Reduce reduce -> {
                new ReduceEmitter(routine, frame, lanes).emit(reduce);
                frame.locals().release(mark);
            }
            case Let(var temp, var formula, var args) -> let(temp, formula, args);
            case Update(var temp, var formula, var args) -> {
                FormulaEmitter.push(frame, lanes, formula, args);
                lanes.assign(frame.temp(temp));
                frame.locals().release(mark);
            }
            case Store(var to, var at, var formula, var args) -> {
                lanes.store(to, at, () -> FormulaEmitter.push(frame, lanes, formula, args));
                frame.locals().release(mark);
            }
        }
    }

    private void let(Temp temp, Expr formula, List<Operand> args) {
        Variable variable = frame.locals().take(lanes.type(Sequence.Type.REAL));
        int mark = frame.locals().mark();
        FormulaEmitter.push(frame, lanes, formula, args);
        frame.store(variable);
        frame.locals().release(mark);
        frame.temps().put(temp, variable);
    }
}
