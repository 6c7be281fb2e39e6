package dev.gradc.compiler.memory;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArenaVerifierTest {
    private static final Buffer A = new Buffer(0, "a", new Buffer.Place.InArena(),
            Layout.dense(Extent.perRow(1), Extent.fixed(3)), "");
    private static final Buffer B = new Buffer(1, "b", new Buffer.Place.InArena(),
            Layout.dense(Extent.ONE, Extent.fixed(16)), "");

    /// The first kernel writes a, the second b from a; in the entry `late` the second runs alone.
    private static LoopProgram program(Extent size, Map<Integer, Extent> arena, List<Integer> order) {
        Stmt first = new Stmt.Store(A, Index.ZERO, Expr.ONE, List.of());
        Stmt second = new Stmt.Store(B, Index.ZERO, Expr.arg(0), List.of(new Operand.Load(A, Index.ZERO)));
        return new LoopProgram("m", Precision.FLOAT, List.of(new ArraySpec("arena", ArraySpec.Role.ARENA, size)),
                List.of(new Kernel("first", "", first, List.of(A)), new Kernel("second", "", second, List.of(B))),
                List.of(new Program.Entry("predict", order, List.of(), List.of())), List.of(), List.of(), List.of(),
                List.of(), 0, 0, arena);
    }

    private static void refused(String message, LoopProgram program) {
        assertThatThrownBy(() -> ArenaVerifier.verify(program)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPlanIsAccepted() {
        LoopProgram unplanned = program(Extent.fixed(0), Map.of(), List.of(0, 1));
        assertThatCode(() -> ArenaVerifier.verify(MemoryPlan.program(unplanned))).doesNotThrowAnyException();
    }

    @Test
    void buffersThatOverlapWhileLiveAreRefused() {
        refused("buffer b overlaps a while both are live", program(new Extent(3, 20),
                Map.of(0, Extent.fixed(0), 1, Extent.fixed(1)), List.of(0, 1)));
    }

    @Test
    void aBufferOutsideTheArenaIsRefused() {
        refused("buffer b is not inside the arena of 3·rows + 15 elements with 0 rows", program(new Extent(3, 15),
                Map.of(0, Extent.fixed(0), 1, Extent.perRow(3)), List.of(0, 1)));
    }

    @Test
    void aBufferWithoutAPlaceIsRefused() {
        refused("no place for buffer b", program(new Extent(3, 16), Map.of(0, Extent.fixed(0)), List.of(0, 1)));
    }

    @Test
    void aBufferThatNobodyWroteIsRefused() {
        refused("buffer a is read before it is written in the entry predict", program(new Extent(3, 16),
                Map.of(0, Extent.fixed(0), 1, Extent.perRow(3)), List.of(1, 0)));
    }
}
