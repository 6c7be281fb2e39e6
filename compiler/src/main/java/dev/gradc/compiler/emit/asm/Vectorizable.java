package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Operand.Position;
import dev.gradc.compiler.loop.Operand.Random;
import dev.gradc.compiler.loop.Operand.Rows;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Bound;
import dev.gradc.compiler.loop.Stmt.Bound.InBlock;
import dev.gradc.compiler.loop.Stmt.Bound.InLane;
import dev.gradc.compiler.loop.Stmt.Bound.Whole;
import dev.gradc.compiler.loop.Stmt.Fold;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Precision;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Decides whether neighbouring iterations of a vector loop can be run at once by [VectorLanes].
final class Vectorizable {
    private final Axis axis;
    private final Precision precision;
    private final Set<Temp> own = new HashSet<>();

    private Vectorizable(Axis axis, Precision precision) {
        this.axis = axis;
        this.precision = precision;
    }

    /// Whether `loop` is a vector loop whose loads are all the same for all iterations or from neighbouring elements, whose
    /// stores go to neighbouring elements, and whose inner loops run equally often or as [#isLanewise] has it.
    static boolean test(Loop loop, Precision precision) {
        return loop.kind() == Kind.VECTOR && hasSingle(loop)
                && new Vectorizable(loop.axis(), precision).test(single(loop));
    }

    /// The body of one iteration.
    static Stmt single(Loop loop) {
        return loop.step() == 1 ? loop.body() : loop.rest();
    }

    /// Whether a loop inside a vector loop over `axis` runs once more in the first lanes than in the others.
    static boolean isLanewise(Bound bound, Axis axis) {
        return bound instanceof InLane(_, var lane, _) && lane.id() == axis.id();
    }

    /// Whether one iteration can be run alone.
    static boolean hasSingle(Loop loop) {
        return loop.step() == 1 || !loop.rest().equals(new Block(List.of()));
    }

    private boolean test(Stmt stmt) {
        return switch (stmt) {
            case Block(var body) -> body.stream().allMatch(this::test);
            case Loop loop -> loop.kind() == Kind.SERIAL && runsAlike(loop) && test(loop.body()) && test(loop.rest());
            case Fold fold -> own.containsAll(fold.partials()) && test(fold.body());
            case Let(var temp, _, var args) -> {
                own.add(temp);
                yield args.stream().allMatch(this::test);
            }
            case Update(var temp, _, var args) -> own.contains(temp) && args.stream().allMatch(this::test);
            case Store(_, var at, _, var args) -> at.stride(axis).equals(Extent.ONE)
                    && args.stream().allMatch(this::test);
        };
    }

    private boolean test(Operand operand) {
        return switch (operand) {
            case Temp _, Rows _ -> true;
            case Load(_, var at) -> isUniform(at) || at.stride(axis).equals(Extent.ONE);
            case LoadLabel(_, var at) -> isUniform(at)
                    || precision == Precision.FLOAT && at.stride(axis).equals(Extent.ONE);
            case Position(var value) -> value.stride(axis).isFixed();
            case Random(_, _, var row, var column) -> row.stride(axis).isFixed() && column.stride(axis).isFixed();
        };
    }

    private boolean isUniform(Index index) {
        return index.stride(axis).equals(Extent.fixed(0));
    }

    private boolean runsAlike(Loop loop) {
        return loop.bound() instanceof InLane(var of, _, _) && isLanewise(loop.bound(), axis)
                ? !depends(of) && hasSingle(loop)
                : !depends(loop.bound());
    }

    private boolean depends(Bound bound) {
        return switch (bound) {
            case Whole _ -> false;
            case InBlock(_, var block, _) -> block.id() == axis.id();
            case InLane(var of, var lane, _) -> lane.id() == axis.id() || depends(of);
        };
    }
}
