package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import java.util.List;

/// The statements of the loop IR. What they mean is what a plain sequential run of them does; the kinds of loops say what
/// else is allowed with the same bits.
public sealed interface Stmt {
    /// How the iterations of a loop may be run.
    enum Kind {
        /// One after another.
        SERIAL,
        /// In any order, several at once, and, where the loop is outermost, by any number of threads: iterations write disjoint
        /// elements and read none that another writes.
        PARALLEL,
        /// As PARALLEL, and neighbouring iterations may run side by side, a lane each, also some behind the last up to a multiple
        /// of [Layout#LANES]: whatever those store stands in the padding of a buffer. Strides of the axis are 0 or 1 in loads
        /// and 1 in stores, else an emitter runs the loop one by one.
        VECTOR
    }

    /// Statements in order.
    record Block(List<Stmt> body) implements Stmt {
        /// A copy, so that nobody changes it.
        public Block {
            body = List.copyOf(body);
        }
    }

    /// Runs `body` for `axis` = 0 … `extent` − 1. What it declares does not outlive an iteration.
    record Loop(Axis axis, Extent extent, Kind kind, Stmt body) implements Stmt {
    }

    /// Reduces over `axis` = 0 … `total` − 1 in the order of docs/ir.md: `body` takes each of `partials` one element further,
    /// from `combine`'s identity on. The axis is cut into blocks of [#BLOCK]; in a block, element k goes to lane k mod
    /// `lanes`, in increasing k, each lane with partials of its own; the lanes are combined by halves (lane l with lane
    /// l + lanes/2, then l + lanes/4, …), the blocks as a binary counter does. `partials` are declared (by [Let]) before
    /// the statement, assigned (by [Update]) in it, and hold the results after it. Where there is no element, that is the
    /// identity.
    record Reduce(Axis axis, Extent total, int lanes, List<Temp> partials, Combine combine, Stmt body) implements Stmt {
        /// How many neighbouring elements make a block.
        public static final int BLOCK = 1024;

        /// A copy, so that nobody changes it.
        public Reduce {
            partials = List.copyOf(partials);
        }

        /// Whether there is never more than one block.
        public boolean isOneBlock() {
            return total.isFixed() && total.fixed() <= BLOCK;
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
