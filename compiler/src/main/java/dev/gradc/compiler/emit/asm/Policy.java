package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Fold;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Loop;
import java.util.ArrayList;
import java.util.List;

/// How a kernel is emitted; the bits are the same whichever way.
///
/// @param vector whether vector loops run many iterations at once
/// @param split whether each vector loop becomes a method of its own
/// @param tails where the last iterations of a loop of vectors are done
/// @param jam whether loops take steps of several iterations
record Policy(boolean vector, boolean split, Tails tails, boolean jam) {
    /// Where the last iterations of a loop of vectors are done, those that fill no whole vector.
    enum Tails {
        /// In the same method.
        INSIDE,
        /// In a method of their own.
        APART,
        /// In a method of their own, and one row after another where the loop does several rows at once.
        BY_ROW
    }

    /// The ways to emit a kernel, the fastest first; each makes smaller methods than the one before. C2 compiles methods with
    /// one vector loop best, so those with more are split in any case.
    static List<Policy> of(Kernel kernel, boolean vector) {
        boolean nests = nests(kernel.body()) > 1;
        List<Policy> policies = new ArrayList<>();
        policies.add(new Policy(vector, nests, Tails.INSIDE, true));
        policies.add(new Policy(vector, true, Tails.INSIDE, true));
        if (vector) {
            policies.add(new Policy(true, true, Tails.APART, true));
            policies.add(new Policy(true, true, Tails.BY_ROW, true));
        }
        policies.add(new Policy(vector, true, Tails.APART, false));
        return policies;
    }

    /// How many vector loops there are.
    private static int nests(Stmt stmt) {
        return switch (stmt) {
            case Block(var body) -> body.stream().mapToInt(Policy::nests).sum();
            case Loop loop -> loop.kind() == Kind.VECTOR ? 1 : nests(loop.body()) + nests(loop.rest());
            case Fold fold -> nests(fold.body());
            case Stmt.Let _, Stmt.Update _, Stmt.Store _ -> 0;
        };
    }
}
