package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Cost;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Flops;
import dev.gradc.runtime.Count;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.KernelSpec;
import dev.gradc.runtime.Precision;
import java.util.function.ToDoubleFunction;

/// Counts the scalar operations that a kernel does with a batch of so many rows.
///
/// @param rows the batch
/// @param weight what counts how much
record KernelCost(int rows, Weight weight) {
    /// What counts how much.
    ///
    /// @param formula a formula
    /// @param access an operand of a formula, and a store
    /// @param combination the addition, say, of two lanes or blocks of a sum
    private record Weight(ToDoubleFunction<Expr> formula, double access, double combination) {
        /// About the time. That of the combinations vanishes beside what they combine.
        static final Weight TIME = new Weight(Cost::of, 1, 0);

        static Weight operations(Precision precision) {
            return new Weight(formula -> Flops.of(formula, precision), 0, 1);
        }
    }

    /// A rough count of the operations of one iteration, as [ProgramAssembler#iterations(Kernel)] counts iterations, for the
    /// choice of threads; at least 1.
    static Extent perIteration(Kernel kernel) {
        Line line = Line.through(rows -> new KernelCost(rows, Weight.TIME).of(kernel.body())
                / Math.max(1, ProgramAssembler.iterations(kernel).at(rows)));
        // A double beyond the range of int is cut to it.
        return new Extent((int) Math.ceil(line.perRow()), (int) Math.max(1, Math.ceil(line.fixed())));
    }

    /// All floating-point operations, as [KernelSpec.Work] counts them.
    static Count operations(Kernel kernel, Precision precision) {
        Weight weight = Weight.operations(precision);
        return Line.through(rows -> new KernelCost(rows, weight).of(kernel.body())).count();
    }

    private double of(Stmt stmt) {
        return switch (stmt) {
            case Block(var body) -> body.stream().mapToDouble(this::of).sum();
            case Loop(_, var extent, _, var body) -> extent.at(rows) * of(body);
            case Reduce reduce -> reduce.total().at(rows) * of(reduce.body())
                    + weight.combination() * reduce.partials().size() * combinations(reduce);
            case Let(_, var formula, var args) -> of(formula, args.size());
            case Update(_, var formula, var args) -> of(formula, args.size());
            case Store(_, _, var formula, var args) -> of(formula, args.size() + 1);
        };
    }

    private double of(Expr formula, int accesses) {
        return weight.formula().applyAsDouble(formula) + weight.access() * accesses;
    }

    /// How often two partial results of a reduction are combined.
    private double combinations(Reduce reduce) {
        long blocks = Math.ceilDiv(reduce.total().at(rows), Reduce.BLOCK);
        return Math.max(0, blocks * reduce.lanes() - 1);
    }
}
