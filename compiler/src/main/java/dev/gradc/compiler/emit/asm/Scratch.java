package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;

/// How much scratch the code of a routine can need beside the buffers of the kernel, known before the code is.
final class Scratch {
    private Scratch() {
    }

    /// An upper bound of the elements, which no code exceeds.
    ///
    /// @param lanes how many lanes a vector has; 1 where there are no vectors
    static int most(Stmt stmt, int lanes) {
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
