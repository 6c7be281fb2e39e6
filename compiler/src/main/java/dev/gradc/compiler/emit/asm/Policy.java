package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import java.util.List;

/// How a kernel is emitted; the bits are the same whichever way.
///
/// @param lanes how many lanes a vector has; 1 where there are no vectors
/// @param split whether each vector loop becomes a method of its own
record Policy(int lanes, boolean split) {
    /// The ways to emit a routine, the fastest first. C2 compiles methods with one vector loop best, so those with more are split
    /// in any case.
    static List<Policy> of(Stmt body, int lanes) {
        return nests(body) > 1 ? List.of(new Policy(lanes, true))
                : List.of(new Policy(lanes, false), new Policy(lanes, true));
    }

    /// How many vector loops there are.
    private static int nests(Stmt stmt) {
        return switch (stmt) {
            case Block(var body) -> body.stream().mapToInt(Policy::nests).sum();
            case Loop loop -> loop.kind() == Kind.VECTOR ? 1 : nests(loop.body());
            case Reduce reduce -> nests(reduce.body());
            case Stmt.Let _, Stmt.Update _, Stmt.Store _ -> 0;
        };
    }
}
