package dev.gradc.compiler.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.Count;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.KernelSpec.Region;
import dev.gradc.runtime.KernelSpec.Work;
import dev.gradc.runtime.Kernels;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Scratch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramAssemblerTest {
    private static final Kernels CODE = (kernel, arrays, scratch, rows, from, to) -> {
    };
    private static final Axis ROW = new Axis(0, "i");
    private static final Axis COLUMN = new Axis(1, "j");
    private static final Layout ROWS = Layout.dense(Extent.perRow(1), Extent.fixed(10));
    private static final Buffer X = new Buffer(0, "x", new InArray(1, 7), ROWS, "A.java:1");
    private static final Buffer Y = new Buffer(1, "y", new InArena(), ROWS, "A.java:2");

    private static Kernel negate(Kind outer) {
        Index at = Index.of(COLUMN).plus(ROW, Extent.fixed(10));
        Stmt store = new Store(Y, at, Expr.arg(0).negate(), List.of(new Load(X, at)));
        Stmt columns = new Loop(COLUMN, Extent.fixed(10), Kind.VECTOR, store);
        return new Kernel("y", "A.java:2", new Loop(ROW, Extent.perRow(1), outer, columns), List.of(Y));
    }

    private static LoopProgram program(Map<Integer, Extent> arena, Kernel... kernels) {
        return new LoopProgram("m", Precision.FLOAT,
                List.of(new ArraySpec("arena", ArraySpec.Role.ARENA, Extent.perRow(10)),
                        new ArraySpec("x", ArraySpec.Role.INPUT, Extent.perRow(10))),
                List.of(kernels), List.of(new Program.Entry("predict", List.of(0), List.of(), List.of())), List.of(),
                List.of(), List.of(), List.of(), 0, 3, arena);
    }

    @Test
    void aParallelLoopIsDividedAndEveryWrittenBufferIsARegion() {
        Program program = ProgramAssembler.assemble(program(Map.of(1, Extent.perRow(2)), negate(Kind.PARALLEL)), CODE,
                Scratch.of(5));
        var kernel = program.kernels().getFirst();
        assertThat(kernel.iterations()).isEqualTo(Extent.perRow(1));
        assertThat(kernel.operationsPerIteration()).isEqualTo(Extent.fixed(30));
        assertThat(kernel.work()).isEqualTo(new Work(Count.NONE, new Count(2 * 10 * 4, 0)));
        assertThat(kernel.writes())
                .containsExactly(new Region(0, Extent.perRow(2), ROWS, "y", "A.java:2"));
        assertThat(program.scratch()).isEqualTo(Scratch.of(5));
        assertThat(program.code()).isSameAs(CODE);
    }

    @Test
    void aSerialKernelIsOneIteration() {
        Program program = ProgramAssembler.assemble(program(Map.of(1, Extent.fixed(0)), negate(Kind.SERIAL)), CODE,
                Scratch.of(3));
        var kernel = program.kernels().getFirst();
        assertThat(kernel.iterations()).isEqualTo(Extent.ONE);
        assertThat(kernel.operationsPerIteration()).isEqualTo(new Extent(30, 1));
    }

    @Test
    void whatTheMemoryPlanLeftOutIsRefused() {
        LoopProgram unplanned = program(Map.of(), negate(Kind.PARALLEL));
        assertThatThrownBy(() -> ProgramAssembler.assemble(unplanned, CODE, Scratch.of(3)))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("no place for buffer y");
    }

    @Test
    void tooLittleScratchIsRefused() {
        LoopProgram planned = program(Map.of(1, Extent.fixed(0)), negate(Kind.PARALLEL));
        assertThatThrownBy(() -> ProgramAssembler.assemble(planned, CODE, Scratch.of(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 elements of scratch, not 2");
    }
}
