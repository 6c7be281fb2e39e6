package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Buffer.Place.InScratch;
import dev.gradc.compiler.loop.Operands.Access;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.runtime.Count;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.KernelSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Counts the bytes that a kernel reads and writes with a batch of so many rows, as [KernelSpec.Work] counts them.
///
/// @param program the kernel's
/// @param rows the batch, a multiple of [dev.gradc.runtime.Layout#LANES]
record KernelTraffic(LoopProgram program, int rows) {
    /// All that a kernel reads of a buffer, or all that it writes to it.
    private record Side(Buffer buffer, boolean isStore) {
    }

    /// The elements that an access goes through.
    ///
    /// @param base the first, where no stride is negative
    /// @param steps the loops around it that it depends on
    private record Elements(long base, List<Step> steps) {
        /// How many there are: one for each iteration of the loops, unless there are fewer between the first and the last.
        long count() {
            long iterations = 1;
            long span = 1;
            for (Step step : steps) {
                iterations *= step.times();
                span += step.span();
            }
            return Math.min(iterations, span);
        }
    }

    /// A loop that an access may depend on.
    ///
    /// @param span how far apart its first and its last element are
    private record Step(long span, long times) {
    }

    /// The bytes of a kernel.
    static Count bytes(LoopProgram program, Kernel kernel) {
        List<Access> accesses = Operands.accesses(kernel.body()).stream()
                .filter(access -> !(access.buffer().place() instanceof InScratch)).toList();
        return Line.through(rows -> new KernelTraffic(program, rows).bytes(accesses)).count();
    }

    private double bytes(List<Access> accesses) {
        Map<Side, Set<Elements>> sides = new HashMap<>();
        for (Access access : accesses) {
            sides.computeIfAbsent(new Side(access.buffer(), access.isStore()), _ -> new HashSet<>())
                    .add(elements(access));
        }
        return sides.entrySet().stream().mapToDouble(side -> bytes(side.getKey().buffer(), side.getValue())).sum();
    }

    /// Accesses that go through different elements are taken to share none, unless together they have more than the buffer.
    private double bytes(Buffer buffer, Set<Elements> elements) {
        long all = buffer.layout().rows().at(rows) * buffer.layout().columns().at(rows);
        long touched = elements.stream().mapToLong(Elements::count).sum();
        return (double) Math.min(touched, all) * elementBytes(buffer);
    }

    private int elementBytes(Buffer buffer) {
        boolean isInt = switch (buffer.place()) {
            case InArray(var array, _) -> program.arrays().get(array).role().isInt();
            case InArena _, InScratch _ -> false;
        };
        return isInt ? Integer.BYTES : program.precision().bytes();
    }

    private Step step(Index at, Axis axis, Extent extent) {
        long times = extent.at(rows);
        long span = at.terms().stream().filter(term -> term.axis().equals(axis))
                .mapToLong(term -> Math.abs(term.stride().at(rows)) * term.times(times - 1)).sum();
        return new Step(span, times);
    }

    private Elements elements(Access access) {
        List<Step> steps = new ArrayList<>();
        for (Stmt around : access.around()) {
            Step step = switch (around) {
                case Loop(var axis, var extent, _, _) -> step(access.at(), axis, extent);
                case Reduce reduce -> step(access.at(), reduce.axis(), reduce.total());
                default -> throw new IllegalStateException("a statement around others is a loop or a reduction");
            };
            if (step.span() != 0) {
                steps.add(step);
            }
        }
        steps.sort(Comparator.comparingLong(Step::span).thenComparingLong(Step::times));
        return new Elements(access.at().base().at(rows), List.copyOf(steps));
    }
}
