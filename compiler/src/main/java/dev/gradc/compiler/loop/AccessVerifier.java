package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Bound;
import dev.gradc.compiler.loop.Stmt.Bound.InBlock;
import dev.gradc.compiler.loop.Stmt.Bound.InLane;
import dev.gradc.compiler.loop.Stmt.Bound.Whole;
import dev.gradc.compiler.loop.Stmt.Fold;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Checks that every access of a kernel stays inside its buffer, for a few batches around the sizes of blocks. An axis that
/// decides how often a loop inside it runs (a block, a lane) takes its first and last values; any other takes its range.
final class AccessVerifier {
    /// The batches that stand for all.
    static final List<Integer> ROWS = List.of(1, 2, 7, 1023, 1025);
    /// As many values of a deciding axis are all tried.
    private static final long FEW = 64;

    private final Kernel kernel;
    private final int rows;
    private final Set<Axis> deciding = new HashSet<>();
    private final Map<Axis, Range> axes = new HashMap<>();

    /// What an axis runs through, both ends included.
    private record Range(long low, long high) {
    }

    private AccessVerifier(Kernel kernel, int rows) {
        this.kernel = kernel;
        this.rows = rows;
        findDeciding(kernel.body());
    }

    static void verify(Kernel kernel) {
        ROWS.forEach(rows -> new AccessVerifier(kernel, rows).verify(kernel.body()));
    }

    private void findDeciding(Stmt statement) {
        switch (statement) {
            case Block(var body) -> body.forEach(this::findDeciding);
            case Loop loop -> {
                findDeciding(loop.bound());
                findDeciding(loop.body());
                findDeciding(loop.rest());
            }
            case Fold fold -> findDeciding(fold.body());
            case Let _, Update _, Store _ -> {
            }
        }
    }

    private void findDeciding(Bound bound) {
        switch (bound) {
            case Whole _ -> {
            }
            case InBlock(_, var block, _) -> deciding.add(block);
            case InLane(var of, var lane, _) -> {
                findDeciding(of);
                deciding.add(lane);
            }
        }
    }

    private void verify(Stmt statement) {
        switch (statement) {
            case Block(var body) -> body.forEach(this::verify);
            case Loop loop -> {
                long iterations = iterations(loop.bound());
                inside(loop.axis(), iterations - loop.step() + 1, loop.body());
                inside(loop.axis(), iterations, loop.rest());
            }
            case Fold fold ->
                inside(fold.block(), Math.ceilDiv(fold.total().at(rows), fold.size()), fold.body());
            case Let(_, _, var args) -> args.forEach(this::operand);
            case Update(_, _, var args) -> args.forEach(this::operand);
            case Store(var to, var at, _, var args) -> {
                args.forEach(this::operand);
                access(to, at);
            }
        }
    }

    /// Verifies what stands in a loop whose axis is below `end`.
    private void inside(Axis axis, long end, Stmt body) {
        if (end <= 0) {
            return;
        }
        if (!deciding.contains(axis)) {
            axes.put(axis, new Range(0, end - 1));
            verify(body);
        } else {
            List<Long> values = end <= FEW
                    ? IntStream.range(0, (int) end).mapToObj(Long::valueOf).toList()
                    : List.of(0L, 1L, end - 2, end - 1);
            for (long value : values) {
                axes.put(axis, new Range(value, value));
                verify(body);
            }
        }
        axes.remove(axis);
    }

    private long iterations(Bound bound) {
        return switch (bound) {
            case Whole(var extent) -> extent.at(rows);
            case InBlock(var total, var block, var size) ->
                Math.min(size, total.at(rows) - size * range(block).low());
            case InLane(var of, var lane, var lanes) ->
                Math.max(0, (iterations(of) - range(lane).low() + lanes - 1) / lanes);
        };
    }

    private Range range(Axis axis) {
        Range range = axes.get(axis);
        if (range == null) {
            throw new IllegalStateException("kernel " + kernel.name() + ": " + axis + " is not in scope");
        }
        return range;
    }

    private void operand(Operand operand) {
        if (operand instanceof Load(var from, var at)) {
            access(from, at);
        } else if (operand instanceof LoadLabel(var from, var at)) {
            access(from, at);
        }
    }

    private void access(Buffer buffer, Index at) {
        long low = at.base().at(rows);
        long high = low;
        for (Index.Term term : at.terms()) {
            long stride = term.stride().at(rows);
            Range range = range(term.axis());
            low += stride * (stride > 0 ? range.low() : range.high());
            high += stride * (stride > 0 ? range.high() : range.low());
        }
        if (low < 0 || high >= buffer.size().at(rows)) {
            throw new IllegalStateException("kernel " + kernel.name() + ": " + buffer.name() + "[" + at + "] is from "
                    + low + " to " + high + " with " + rows + " rows, and the buffer has " + buffer.size().at(rows)
                    + " elements");
        }
    }
}
