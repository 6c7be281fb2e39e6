package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Extent;
import java.util.List;

/// The statements of the loop IR. What they mean is what a plain sequential run of them does; the kinds and steps of
/// loops say what else is allowed with the same bits.
public sealed interface Stmt {
    /// How the iterations of a loop may be run.
    enum Kind {
        /// One after another.
        SERIAL,
        /// In any order, by any number of threads: iterations write disjoint elements and read none that another
        /// writes. Only the outermost loop of a kernel.
        PARALLEL,
        /// As PARALLEL, and the body holds no parallel or vector loop, so that any number of neighbouring iterations can
        /// be run at once, a lane each. Strides of the axis are 0 or 1 in all loads and 1 in all stores (else an emitter
        /// runs it one by one). Temps computed in the body do not outlive an iteration.
        VECTOR
    }

    /// How often a loop runs.
    sealed interface Bound {
        /// As often as the extent says.
        record Whole(Extent extent) implements Bound {
        }

        /// For block number `block` of a total cut into blocks of `size`: `min(size, total − size·block)` times.
        record InBlock(Extent total, Axis block, int size) implements Bound {
        }

        /// How many k ≡ `lane` (mod `lanes`) there are below `of`: `(of − lane + lanes − 1) / lanes`, at least 0.
        record InLane(Bound of, Axis lane, int lanes) implements Bound {
        }
    }

    /// Statements in order.
    record Block(List<Stmt> body) implements Stmt {
        /// A copy, so that nobody changes it.
        public Block {
            body = List.copyOf(body);
        }
    }

    /// Runs `body` for `axis` = 0, `step`, 2·`step`, … while `step` iterations remain, then `rest` for each iteration
    /// that is left. With `step` 1 there is no rest, and `rest` is an empty block. With a larger step `body` does the
    /// work of `step` iterations, jammed.
    record Loop(Axis axis, Bound bound, Kind kind, int step, Stmt body, Stmt rest) implements Stmt {
        /// A loop that runs one iteration at a time.
        public Loop(Axis axis, Bound bound, Kind kind, Stmt body) {
            this(axis, bound, kind, 1, body, new Block(List.of()));
        }
    }

    /// Runs `body` for `block` = 0 … ⌈`total` / `size`⌉ − 1, and combines what it leaves in each of `partials` over the
    /// blocks by `combine`, pairwise, as a binary counter does: after block b the newest partial is combined with the one
    /// before (the earlier on the left) as often as b + 1 can be halved; at the end all that remain, the latest first.
    /// Where there is no block, the result is the combination's identity. After the statement the temps in `partials` hold
    /// the results. `partials` are declared (by [Let]) before the statement and assigned (by [Update]) in it.
    record Fold(Axis block, Extent total, int size, List<Temp> partials, Combine combine, Stmt body) implements Stmt {
        /// A copy, so that nobody changes it.
        public Fold {
            partials = List.copyOf(partials);
        }
    }

    /// The operations of a reduction.
    enum Combine {
        /// `+`, with the identity −0.0.
        SUM(-0.0),
        /// `Math.max`, with the identity −∞.
        MAX(Double.NEGATIVE_INFINITY);

        private final double identity;

        Combine(double identity) {
            this.identity = identity;
        }

        /// The number that changes nothing.
        public double identity() {
            return identity;
        }

        /// The formula that combines operands `a` and `b`.
        public Expr apply(Expr a, Expr b) {
            return switch (this) {
                case SUM -> new Expr.Add(a, b);
                case MAX -> new Expr.Max(a, b);
            };
        }
    }

    /// Declares `temp` and gives it the formula's value; it is visible until the enclosing block ends.
    record Let(Temp temp, Expr formula, List<Operand> args) implements Stmt {
        /// A copy, so that nobody changes it.
        public Let {
            args = List.copyOf(args);
        }
    }

    /// Gives a declared temp a new value.
    record Update(Temp temp, Expr formula, List<Operand> args) implements Stmt {
        /// A copy, so that nobody changes it.
        public Update {
            args = List.copyOf(args);
        }
    }

    /// Stores the formula's value.
    record Store(Buffer to, Index at, Expr formula, List<Operand> args) implements Stmt {
        /// A copy, so that nobody changes it.
        public Store {
            args = List.copyOf(args);
        }
    }
}
