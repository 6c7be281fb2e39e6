package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.runtime.Layout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Checks that every access of a kernel stays inside its buffer, for a few batches around the sizes of blocks, and that vector
/// loops that run over their end store to padding there.
final class AccessVerifier {
    /// The batches that stand for all.
    static final List<Integer> ROWS = List.of(1, 2, 7, 1023, 1025);

    private final Kernel kernel;
    private final int rows;
    private final Map<Axis, Range> axes = new HashMap<>();

    /// How often an axis is run through, and how often at most when vectors run over its end.
    private record Range(long times, long most) {
    }

    private AccessVerifier(Kernel kernel, int rows) {
        this.kernel = kernel;
        this.rows = rows;
    }

    static void verify(Kernel kernel) {
        ROWS.forEach(rows -> new AccessVerifier(kernel, rows).verify(kernel.body()));
    }

    private void verify(Stmt statement) {
        switch (statement) {
            case Block(var body) -> body.forEach(this::verify);
            case Loop(var axis, var extent, var kind, var body) -> inside(axis, extent.at(rows), kind, body);
            case Reduce(var axis, var total, _, _, _, var body) -> inside(axis, total.at(rows), Kind.SERIAL, body);
            case Let(_, _, var args) -> args.forEach(this::operand);
            case Update(_, _, var args) -> args.forEach(this::operand);
            case Store(var to, var at, _, var args) -> {
                args.forEach(this::operand);
                access(to, at, true);
            }
        }
    }

    private void inside(Axis axis, long times, Kind kind, Stmt body) {
        if (times > 0) {
            axes.put(axis, new Range(times, kind == Kind.VECTOR ? Layout.room((int) times) : times));
            verify(body);
            axes.remove(axis);
        }
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
            access(from, at, false);
        } else if (operand instanceof LoadLabel(var from, var at)) {
            access(from, at, false);
        }
    }

    private void access(Buffer buffer, Index at, boolean isStore) {
        int room = Layout.room(rows);
        long low = at.base().at(room);
        long high = low;
        for (Index.Term term : at.terms()) {
            long stride = term.stride().at(room);
            Range range = range(term.axis());
            long last = stride * term.times((isStore ? range.most() : range.times()) - 1);
            low += Math.min(0, last);
            high += Math.max(0, last);
            if (isStore && range.most() > range.times()) {
                checkPadding(buffer, at, term, range);
            }
        }
        if (low < 0 || high >= buffer.size().at(room)) {
            throw new IllegalStateException("kernel " + kernel.name() + ": " + buffer.name() + "[" + at + "] is from "
                    + low + " to " + high + " with " + rows + " rows, and the buffer has " + buffer.size().at(room)
                    + " elements");
        }
    }

    /// A vector loop that runs over its end in a store must not reach what other iterations around store.
    private void checkPadding(Buffer buffer, Index at, Index.Term over, Range range) {
        boolean isEven = at.isEven(over.axis());
        for (Index.Term term : at.terms()) {
            long stride = term.stride().at(Layout.room(rows));
            long most = isEven ? range.most() : Math.min(range.most(), Layout.PANEL);
            if (!term.axis().equals(over.axis()) && at.base().at(Layout.room(rows)) % stride + most > stride) {
                throw new IllegalStateException("kernel " + kernel.name() + ": " + buffer.name() + "[" + at
                        + "] has no padding for vectors along " + over.axis());
            }
        }
    }
}
