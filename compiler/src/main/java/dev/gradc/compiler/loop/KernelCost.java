package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Cost;
import dev.gradc.runtime.Extent;

/// A rough count of the scalar operations that a kernel does, for the choice of threads.
final class KernelCost {
    /// The row counts at which operations are counted; a line through the two gives all others.
    private static final int FEW = 64;
    private static final int MANY = 1024;

    private final int rows;

    private KernelCost(int rows) {
        this.rows = rows;
    }

    /// The operations of one iteration, as [ProgramAssembler#iterations(Kernel)] counts iterations; at least 1.
    static Extent perIteration(Kernel kernel) {
        double few = new KernelCost(FEW).iteration(kernel);
        double many = new KernelCost(MANY).iteration(kernel);
        double perRow = (many - few) / (MANY - FEW);
        // A double beyond the range of int is cut to it.
        return new Extent((int) Math.ceil(perRow), (int) Math.max(1, Math.ceil(few - FEW * perRow)));
    }

    private double iteration(Kernel kernel) {
        return of(kernel.body()) / Math.max(1, ProgramAssembler.iterations(kernel).at(rows));
    }

    private double of(Stmt stmt) {
        return switch (stmt) {
            case Block(var body) -> body.stream().mapToDouble(this::of).sum();
            case Loop(_, var extent, _, var body) -> extent.at(rows) * of(body);
            case Reduce(_, var total, _, _, _, var body) -> total.at(rows) * of(body);
            case Let(_, var formula, var args) -> args.size() + Cost.of(formula);
            case Update(_, var formula, var args) -> args.size() + Cost.of(formula);
            case Store(_, _, var formula, var args) -> 1 + args.size() + Cost.of(formula);
        };
    }
}
