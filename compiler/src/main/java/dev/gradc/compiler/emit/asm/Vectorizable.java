package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Operand.Position;
import dev.gradc.compiler.loop.Operand.Random;
import dev.gradc.compiler.loop.Operand.Rows;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.runtime.Precision;
import java.util.HashSet;
import java.util.Set;

/// Decides whether neighbouring iterations of a loop can be run at once by [VectorLanes]: their loads are all the same or from
/// neighbouring elements, and their stores go to neighbouring elements.
final class Vectorizable {
    private final Axis axis;
    private final Precision precision;
    private final Set<Temp> own = new HashSet<>();

    private Vectorizable(Axis axis, Precision precision) {
        this.axis = axis;
        this.precision = precision;
    }

    /// Whether what `loop` does is fit for vectors along its axis.
    static boolean test(Loop loop, Precision precision) {
        return loop.kind() == Kind.VECTOR && test(loop.axis(), loop.body(), precision);
    }

    /// Whether `body` is fit for vectors along `axis`.
    static boolean test(Axis axis, Stmt body, Precision precision) {
        return new Vectorizable(axis, precision).test(body);
    }

    /// Whether the lanes of a sum can be those of vectors.
    static boolean test(Reduce reduce, Precision precision) {
        Vectorizable vectorizable = new Vectorizable(reduce.axis(), precision);
        vectorizable.own.addAll(reduce.partials());
        return vectorizable.test(reduce.body());
    }

    private boolean test(Stmt stmt) {
        return switch (stmt) {
            case Block(var body) -> body.stream().allMatch(this::test);
            case Loop loop -> loop.kind() != Kind.VECTOR && test(loop.body());
            case Reduce reduce -> reduce.lanes() == 1 && own.containsAll(reduce.partials()) && test(reduce.body());
            case Let(var temp, _, var args) -> {
                own.add(temp);
                yield args.stream().allMatch(this::test);
            }
            case Update(var temp, _, var args) -> own.contains(temp) && args.stream().allMatch(this::test);
            case Store(_, var at, _, var args) -> at.isNext(axis)
                    && args.stream().allMatch(this::test);
        };
    }

    private boolean test(Operand operand) {
        return switch (operand) {
            case Temp _, Rows _ -> true;
            case Load(_, var at) -> !at.uses(axis) || at.isNext(axis);
            case LoadLabel(_, var at) -> !at.uses(axis)
                    || precision == Precision.FLOAT && at.isNext(axis);
            case Position(var value) -> value.stride(axis).isFixed();
            case Random(_, _, var row, var column) -> row.stride(axis).isFixed() && column.stride(axis).isFixed();
        };
    }

}
