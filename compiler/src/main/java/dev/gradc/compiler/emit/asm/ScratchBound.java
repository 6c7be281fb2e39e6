package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Routine;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Scratch;

/// How much scratch the code of a routine can need beside the buffers of the kernel, known before the code is.
final class ScratchBound {
    private ScratchBound() {
    }

    /// An upper bound of what the code of a routine takes, with the elements before that its kernels' buffers take.
    ///
    /// @param buffers those elements
    /// @param lanes how many lanes a vector has; 1 where there are no vectors
    static Scratch of(Routine routine, Precision precision, int buffers, int lanes) {
        int rows = lanes > 1 ? 0
                : RowProductEmitter.find(routine.body(), precision).map(RowPanel::lastRow).orElse(0);
        return new Scratch(buffers + most(routine.body(), lanes), rows);
    }

    private static int most(Stmt stmt, int lanes) {
        int copies = TileShapes.MOST_SUMS * lanes;
        return switch (stmt) {
            case Block(var body) -> body.stream().mapToInt(s -> most(s, lanes)).sum();
            case Loop loop -> most(loop.body(), lanes);
            case Reduce reduce -> {
                int blocks = reduce.isOneBlock() ? 0 : Blocks.LEVELS * copies;
                yield reduce.partials().size() * (blocks + reduce.lanes()) + most(reduce.body(), lanes);
            }
            // What a tile in parts passes from one part to the next.
            case Let _ -> copies;
            case Stmt.Update _, Stmt.Store _ -> 0;
        };
    }
}
