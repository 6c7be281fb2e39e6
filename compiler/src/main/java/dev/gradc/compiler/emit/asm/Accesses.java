package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Buffer.Place.InScratch;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Operand.Position;
import dev.gradc.compiler.loop.Operand.Random;
import dev.gradc.compiler.loop.Operand.Rows;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What a statement touches: arrays, indices and temps.
final class Accesses {
    private final List<Linear> indices = new ArrayList<>();
    private final Set<Integer> arrays = new TreeSet<>();
    private final Set<Temp> temps = new LinkedHashSet<>();

    private Accesses() {
    }

    /// All that `stmt` touches, in the loops inside it too.
    static Accesses of(Stmt stmt) {
        Accesses accesses = new Accesses();
        accesses.visit(stmt);
        return accesses;
    }

    /// The indices, as often as they are used, in order.
    List<Linear> indices() {
        return indices;
    }

    /// The numbers of the arrays.
    Set<Integer> arrays() {
        return arrays;
    }

    /// Whether one of its indices depends on an axis.
    boolean uses(Axis axis) {
        return indices.stream().flatMap(index -> index.sum().terms().stream())
                .anyMatch(term -> term.axis().id() == axis.id());
    }

    /// The temps that it reads or assigns, its own included.
    Set<Temp> temps() {
        return temps;
    }

    private void visit(Stmt stmt) {
        switch (stmt) {
            case Block(var body) -> body.forEach(this::visit);
            case Loop loop -> visit(loop.body());
            case Reduce reduce -> {
                temps.addAll(reduce.partials());
                visit(reduce.body());
            }
            case Let(var temp, _, var args) -> {
                temps.add(temp);
                args.forEach(this::visit);
            }
            case Update(var temp, _, var args) -> {
                temps.add(temp);
                args.forEach(this::visit);
            }
            case Store(var to, var at, _, var args) -> {
                args.forEach(this::visit);
                visit(to);
                indices.add(Linear.of(to, at));
            }
        }
    }

    private void visit(Operand operand) {
        switch (operand) {
            case Temp temp -> temps.add(temp);
            case Load(var from, var at) -> {
                visit(from);
                indices.add(Linear.of(from, at));
            }
            case LoadLabel(var from, var at) -> {
                visit(from);
                indices.add(Linear.of(from, at));
            }
            case Position(var value) -> indices.add(Linear.of(value));
            case Rows _ -> {
            }
            case Random(var keys, _, var row, var column) -> {
                visit(keys);
                indices.add(Linear.of(row));
                indices.add(Linear.of(column));
            }
        }
    }

    private void visit(Buffer buffer) {
        switch (buffer.place()) {
            case InArray(var array, _) -> arrays.add(array);
            case InArena _ -> throw Linear.arena(buffer);
            case InScratch _ -> {
            }
        }
    }
}
