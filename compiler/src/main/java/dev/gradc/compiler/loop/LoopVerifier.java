package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Buffer.Place.InScratch;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Operand.Position;
import dev.gradc.compiler.loop.Operand.Random;
import dev.gradc.compiler.loop.Operand.Rows;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Layout;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks that a lowered program is well formed: every temp is declared once before it is used, every axis is in scope,
/// loops have the kinds that [Stmt.Kind] allows where they stand, buffers stand in arrays of their type, and every access
/// stays inside its buffer.
public final class LoopVerifier {
    private final LoopProgram program;
    private final Map<Integer, Buffer> buffers = new HashMap<>();
    private String kernel = "";

    private LoopVerifier(LoopProgram program) {
        this.program = program;
    }

    /// What can be seen where a statement stands.
    ///
    /// @param temps the temps that are declared; a block adds to its own
    /// @param frozen those that an iteration of a parallel or vector loop may not change
    /// @param axes the axes of the loops around
    /// @param inVector whether a vector loop is around
    private record Scope(Set<Temp> temps, Set<Temp> frozen, Set<Axis> axes, boolean inVector) {
        Scope block() {
            return new Scope(new HashSet<>(temps), frozen, axes, inVector);
        }

        Scope loop(Axis axis, Kind kind) {
            Set<Axis> inside = new HashSet<>(axes);
            inside.add(axis);
            return new Scope(new HashSet<>(temps), kind == Kind.SERIAL ? frozen : Set.copyOf(temps), inside,
                    inVector || kind == Kind.VECTOR);
        }
    }

    /// Checks a program, before or after its memory is planned.
    ///
    /// @throws IllegalStateException when it is not well formed, which is a fault of the compiler
    public static void verify(LoopProgram program) {
        new LoopVerifier(program).verify();
    }

    private void verify() {
        Set<String> names = new HashSet<>();
        for (Kernel each : program.kernels()) {
            kernel = each.name();
            check(names.add(each.name()), "its name is taken");
            each.writes().forEach(this::place);
            verify(each.body(), new Scope(new HashSet<>(), Set.of(), Set.of(), false));
            AccessVerifier.verify(each);
        }
        int kernels = program.kernels().size();
        kernel = "the entries";
        program.entries().forEach(entry -> check(
                entry.kernels().stream().allMatch(number -> number >= 0 && number < kernels),
                entry.name() + " runs " + entry.kernels() + " of " + kernels + " kernels"));
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("kernel " + kernel + ": " + otherwise);
        }
    }

    private void verify(Stmt statement, Scope scope) {
        switch (statement) {
            case Block(var body) -> {
                Scope inside = scope.block();
                body.forEach(inner -> verify(inner, inside));
            }
            case Loop loop -> loop(loop, scope);
            case Reduce reduce -> reduce(reduce, scope);
            case Let(var temp, var formula, var args) -> {
                formula(formula, args, scope);
                check(scope.temps().add(temp), "t" + temp.id() + " is declared twice");
            }
            case Update(var temp, var formula, var args) -> {
                formula(formula, args, scope);
                assigned(temp, scope);
            }
            case Store(var to, var at, var formula, var args) -> {
                formula(formula, args, scope);
                place(to);
                check(!isInt(to), "stores a real to the whole numbers of " + to.name());
                index(at, scope);
            }
        }
    }

    private void loop(Loop loop, Scope scope) {
        Axis axis = loop.axis();
        newAxis(axis, scope);
        check(loop.kind() != Kind.VECTOR || !scope.inVector(), axis + " is a vector loop in another");
        verify(loop.body(), scope.loop(axis, loop.kind()));
    }

    private void reduce(Reduce reduce, Scope scope) {
        newAxis(reduce.axis(), scope);
        check(Integer.bitCount(reduce.lanes()) == 1 && reduce.lanes() <= Reduce.BLOCK,
                reduce.axis() + " has " + reduce.lanes() + " lanes");
        check(reduce.lanes() == 1 || !scope.inVector(), reduce.axis() + " has lanes in a vector loop");
        reduce.partials().forEach(partial -> assigned(partial, scope));
        check(new HashSet<>(reduce.partials()).size() == reduce.partials().size(),
                reduce.axis() + " combines a temp twice: " + reduce.partials());
        verify(reduce.body(), scope.loop(reduce.axis(), Kind.SERIAL));
    }

    private void assigned(Temp temp, Scope scope) {
        check(scope.temps().contains(temp), "t" + temp.id() + " is assigned where it is not declared");
        check(!scope.frozen().contains(temp),
                "t" + temp.id() + " outlives an iteration of the parallel or vector loop that assigns it");
    }

    private void newAxis(Axis axis, Scope scope) {
        check(scope.axes().stream().noneMatch(other -> other.id() == axis.id()), axis + " is in use around its loop");
    }

    private void formula(Expr formula, List<Operand> args, Scope scope) {
        check(formula.arity() <= args.size(), formula + " has only " + args.size() + " operands");
        args.forEach(arg -> operand(arg, scope));
    }

    private void operand(Operand operand, Scope scope) {
        switch (operand) {
            case Temp temp ->
                check(scope.temps().contains(temp), "t" + temp.id() + " is read where it is not declared");
            case Load(var from, var at) -> {
                place(from);
                check(!isInt(from), "loads a real from the whole numbers of " + from.name());
                index(at, scope);
            }
            case LoadLabel(var from, var at) -> {
                place(from);
                check(isInt(from), "loads a label from the reals of " + from.name());
                index(at, scope);
            }
            case Position(var value) -> index(value, scope);
            case Random(var keys, var stream, var row, var column) -> {
                place(keys);
                check(isInt(keys) && keys.size().isFixed() && 2 * stream + 1 < keys.size().fixed(),
                        keys.name() + " has no keys for the stream " + stream);
                index(row, scope);
                index(column, scope);
            }
            case Rows _ -> {
            }
        }
    }

    private void index(Index index, Scope scope) {
        index.terms().forEach(term -> check(scope.axes().contains(term.axis()),
                "an index uses " + term.axis() + ", which is not in scope: " + index));
    }

    private boolean isInt(Buffer buffer) {
        return buffer.place() instanceof InArray(var array, _) && program.arrays().get(array).role().isInt();
    }

    private void place(Buffer buffer) {
        Buffer known = buffers.putIfAbsent(buffer.id(), buffer);
        check(known == null || known.equals(buffer), "two buffers have one number: " + known + ", " + buffer);
        switch (buffer.place()) {
            case InArray(var array, var offset) -> {
                check(array > LoopProgram.ARENA && array < program.arrays().size(),
                        buffer.name() + " stands in array " + array + " of " + program.arrays().size());
                for (int rows : AccessVerifier.ROWS) {
                    check(offset >= 0
                            && offset + buffer.size().at(Layout.room(rows)) <= program.arrays().get(array).size()
                                    .at(Layout.room(rows)),
                            buffer.name() + " ends behind its array " + program.arrays().get(array).name());
                }
            }
            case InScratch(var offset) -> check(
                    buffer.size().isFixed() && offset >= 0 && offset + buffer.size().at(1) <= program.scratch(),
                    buffer.name() + " ends behind the " + program.scratch() + " elements of scratch");
            case InArena _ -> {
            }
        }
    }
}
