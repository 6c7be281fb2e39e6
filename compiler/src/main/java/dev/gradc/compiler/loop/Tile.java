package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A nest of independent loops around a sum of one lane, one of them a vector loop: what an emitter computes a register tile at
/// a time, several vectors of several rows (see [Jam]), so that what they share is loaded once.
///
/// @param outer the loops around, outermost first, without these two
/// @param rows the innermost of the loops that are no vector loop, if there is one
/// @param lanes the vector loop
/// @param body what is done for one row and one lane
public record Tile(List<Loop> outer, @Nullable Loop rows, Loop lanes, Block body) {
    /// The tile that a kernel's body is, if it is one.
    public static Optional<Tile> of(Stmt body) {
        List<Loop> loops = new ArrayList<>();
        Stmt inner = unwrap(body);
        while (inner instanceof Loop loop && loop.kind() != Kind.SERIAL) {
            loops.add(loop);
            inner = unwrap(loop.body());
        }
        List<Loop> vectors = loops.stream().filter(loop -> loop.kind() == Kind.VECTOR).toList();
        Block block = inner instanceof Block some ? some : new Block(List.of(inner));
        if (vectors.size() != 1 || block.body().stream().noneMatch(Tile::isSum)) {
            return Optional.empty();
        }
        loops.removeAll(vectors);
        Loop rows = loops.isEmpty() ? null : loops.removeLast();
        return Optional.of(new Tile(List.copyOf(loops), rows, vectors.getFirst(), block));
    }

    private static boolean isSum(Stmt statement) {
        return statement instanceof Reduce reduce && reduce.lanes() == 1;
    }

    private static Stmt unwrap(Stmt statement) {
        return statement instanceof Block(var body) && body.size() == 1 ? unwrap(body.getFirst()) : statement;
    }
}
