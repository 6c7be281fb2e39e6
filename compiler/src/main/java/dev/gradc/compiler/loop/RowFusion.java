package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Operands.Access;
import dev.gradc.compiler.loop.Operands.Place;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.scalar.Cost;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Kernels that run one after another over the same rows, each reading of the others only the row at hand, become one
/// kernel that does all of them row by row. A buffer that only such a kernel uses shrinks to one row in the thread's
/// scratch. No operation changes.
public final class RowFusion {
    /// The largest fused kernel, in statements; a method must stay below what HotSpot compiles.
    private static final int LARGEST = 48;

    private RowFusion() {
    }

    /// The kernels after fusion, and how much scratch they need.
    public record Fused(List<Kernel> kernels, int scratch) {
    }

    /// Makes a scratch buffer of that name, offset and size.
    public interface ScratchMaker {
        /// A new buffer.
        Buffer make(String name, int offset, int size);
    }

    /// Fuses neighbours among an entry's kernels.
    ///
    /// @param kernels in the order in which they run
    /// @param maker makes scratch buffers
    public static Fused fuse(List<Kernel> kernels, ScratchMaker maker) {
        List<Kernel> fused = new ArrayList<>();
        for (Kernel kernel : kernels) {
            Kernel last = fused.isEmpty() ? kernel : fused.getLast();
            if (!fused.isEmpty() && mayFuse(last, kernel)) {
                fused.set(fused.size() - 1, join(last, kernel));
            } else {
                fused.add(kernel);
            }
        }
        Set<Buffer> shared = usedByMany(fused);
        int needed = 0;
        for (int i = 0; i < fused.size(); i++) {
            int end = 0;
            for (Buffer buffer : shrinkable(fused.get(i), shared)) {
                int row = buffer.size().perRow();
                fused.set(i, shrink(fused.get(i), buffer, maker.make(buffer.name(), end, row)));
                end += Layout.room(row);
            }
            needed = Math.max(needed, end);
        }
        return new Fused(fused, needed);
    }

    /// The buffers that more than one kernel uses.
    private static Set<Buffer> usedByMany(List<Kernel> kernels) {
        Set<Buffer> known = new HashSet<>();
        Set<Buffer> many = new HashSet<>();
        for (Kernel kernel : kernels) {
            Set<Buffer> own = new HashSet<>();
            Operands.accesses(kernel.body()).forEach(access -> own.add(access.buffer()));
            own.stream().filter(buffer -> !known.add(buffer)).forEach(many::add);
        }
        return many;
    }

    private static boolean mayFuse(Kernel first, Kernel second) {
        if (!(rows(first) instanceof Loop a && rows(second) instanceof Loop b)
                || Tile.of(first.body()).isPresent() || Tile.of(second.body()).isPresent()
                || a.kind() != b.kind() && (callsInVectors(a) || callsInVectors(b))
                || size(first.body()) + size(second.body()) > LARGEST) {
            return false;
        }
        Map<Buffer, Extent> strides = new HashMap<>();
        List<Access> before = Operands.accesses(a);
        List<Access> after = Operands.accesses(b);
        Set<Buffer> shared = new LinkedHashSet<>();
        before.forEach(x -> after.stream().filter(y -> y.buffer().equals(x.buffer()) && (x.isStore() || y.isStore()))
                .forEach(y -> shared.add(y.buffer())));
        return before.stream().filter(x -> shared.contains(x.buffer())).allMatch(x -> isOwnRow(x, a.axis(), strides))
                && after.stream().filter(y -> shared.contains(y.buffer()))
                        .allMatch(y -> isOwnRow(y, b.axis(), strides));
    }

    /// The outermost loop where it runs over the rows of the batch, one at a time.
    private static Stmt rows(Kernel kernel) {
        Stmt body = kernel.body() instanceof Block(var inner) && inner.size() == 1 ? inner.get(0) : kernel.body();
        return body instanceof Loop loop && loop.kind() != Kind.SERIAL && loop.extent().equals(Extent.perRow(1)) ? loop
                : new Block(List.of());
    }

    private static int size(Stmt statement) {
        return switch (statement) {
            case Block(var body) -> body.stream().mapToInt(RowFusion::size).sum();
            case Loop loop -> 1 + size(loop.body());
            case Reduce reduce -> 2 + size(reduce.body());
            case Let _, Stmt.Update _, Stmt.Store _ -> 1;
        };
    }

    /// Whether a loop calls functions for many rows at once, which would be done row by row in a loop of another kind.
    private static boolean callsInVectors(Loop loop) {
        return loop.kind() == Kind.VECTOR && calls(loop.body());
    }

    private static boolean calls(Stmt statement) {
        return switch (statement) {
            case Block(var body) -> body.stream().anyMatch(RowFusion::calls);
            case Loop loop -> calls(loop.body());
            case Reduce reduce -> calls(reduce.body());
            case Let(_, var formula, _) -> Cost.calls(formula);
            case Stmt.Update(_, var formula, _) -> Cost.calls(formula);
            case Stmt.Store(_, _, var formula, _) -> Cost.calls(formula);
        };
    }

    /// Whether an access stays in row number `axis` of its buffer, with the row length that all others have.
    private static boolean isOwnRow(Access access, Axis axis, Map<Buffer, Extent> strides) {
        Extent row = access.at().stride(axis);
        Extent known = strides.putIfAbsent(access.buffer(), row);
        return row.isFixed() && row.fixed() > 0 && access.at().isEven(axis) && (known == null || known.equals(row))
                && reach(access, axis) < row.fixed();
    }

    /// The largest offset within a row, or more where it is not known.
    private static long reach(Access access, Axis axis) {
        if (!access.at().base().isFixed() || access.at().base().fixed() < 0) {
            return Long.MAX_VALUE;
        }
        long reach = access.at().base().fixed();
        for (Index.Term term : access.at().terms()) {
            if (!term.axis().equals(axis)) {
                long last = last(term.axis(), access.around());
                if (!term.stride().isFixed() || term.stride().fixed() < 0 || last == Long.MAX_VALUE) {
                    return Long.MAX_VALUE;
                }
                reach += term.stride().fixed() * term.times(last);
            }
        }
        return reach;
    }

    private static long last(Axis axis, List<Stmt> around) {
        for (Stmt statement : around) {
            if (statement instanceof Loop loop && loop.axis().equals(axis)) {
                return iterations(loop.extent()) - 1;
            }
            if (statement instanceof Reduce reduce && reduce.axis().equals(axis)) {
                return iterations(reduce.total()) - 1;
            }
        }
        return Long.MAX_VALUE;
    }

    private static long iterations(Extent extent) {
        return extent.isFixed() ? extent.fixed() : Integer.MAX_VALUE;
    }

    private static Kernel join(Kernel first, Kernel second) {
        Loop a = (Loop) rows(first);
        Loop b = (Loop) rows(second);
        Stmt moved = Operands.rewrite(b.body(), (buffer, at) -> new Place(buffer, rename(at, b.axis(), a.axis())),
                at -> rename(at, b.axis(), a.axis()));
        List<Stmt> body = new ArrayList<>(statements(a.body()));
        body.addAll(statements(moved));
        Kind kind = a.kind() == b.kind() ? a.kind() : Kind.PARALLEL;
        List<Buffer> writes = new ArrayList<>(first.writes());
        writes.addAll(second.writes());
        return new Kernel(joinedName(first.name(), second.name()), first.origin(),
                new Loop(a.axis(), a.extent(), kind, new Block(body)), writes);
    }

    /// `train.z+exp` and `train.loss` are `train.z+exp+loss`; of more than three parts, the first and the last two.
    private static String joinedName(String first, String second) {
        List<String> parts = new ArrayList<>(List.of(first.split("\\+")));
        parts.addAll(List.of(second.substring(second.indexOf('.') + 1).split("\\+")));
        return parts.size() <= 3 ? String.join("+", parts)
                : parts.get(0) + "+" + parts.get(parts.size() - 2) + "+" + parts.getLast();
    }

    private static List<Stmt> statements(Stmt body) {
        return body instanceof Block(var inner) ? inner : List.of(body);
    }

    private static Index rename(Index at, Axis from, Axis to) {
        return at.rename(axis -> axis.equals(from) ? to : axis);
    }

    /// The arena buffers of a kernel that no other uses, and that it uses row by row.
    ///
    /// @param shared the buffers that more than one kernel uses
    private static List<Buffer> shrinkable(Kernel kernel, Set<Buffer> shared) {
        if (!(rows(kernel) instanceof Loop loop) || loop.kind() != Kind.PARALLEL) {
            return List.of();
        }
        Set<Buffer> candidates = new LinkedHashSet<>();
        List<Access> accesses = Operands.accesses(loop);
        accesses.stream().map(Access::buffer).filter(b -> b.place() instanceof InArena && b.size().fixed() == 0)
                .forEach(candidates::add);
        candidates.removeAll(shared);
        Map<Buffer, Extent> strides = new HashMap<>();
        accesses.forEach(access -> {
            if (!isOwnRow(access, loop.axis(), strides)) {
                candidates.remove(access.buffer());
            }
        });
        return List.copyOf(candidates);
    }

    private static Kernel shrink(Kernel kernel, Buffer buffer, Buffer row) {
        Loop loop = (Loop) rows(kernel);
        Stmt body = Operands.rewrite(loop.body(),
                (b, at) -> b.equals(buffer) ? new Place(row, at.without(loop.axis()))
                        : new Place(b, at),
                at -> at);
        return new Kernel(kernel.name(), kernel.origin(), new Loop(loop.axis(), loop.extent(), loop.kind(), body),
                kernel.writes().stream().filter(b -> !b.equals(buffer)).toList());
    }
}
