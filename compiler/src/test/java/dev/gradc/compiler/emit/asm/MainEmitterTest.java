package dev.gradc.compiler.emit.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Kernels;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An entry's own code runs all its kernels, whole and in order.
class MainEmitterTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 199, 200, 201, 450})
    void anEntryRunsAllItsKernels(int times) {
        TestProgram test = Corpus.elementwise(Precision.FLOAT, Expr.arg(0).plus(Expr.ONE), 5, 3);
        LoopProgram one = test.build();
        List<Kernel> kernels = one.kernels();
        List<Integer> all = IntStream.range(0, times).mapToObj(i -> i % kernels.size()).toList();
        LoopProgram program = new LoopProgram(one.name(), one.precision(), one.arrays(), kernels,
                List.of(new Program.Entry("other", List.of(), List.of(), List.of()),
                        new Program.Entry("many", all, List.of(), List.of())),
                one.inputs(), one.parameters(), one.slots(), one.scalars(), one.streams(), one.scratch(),
                one.arena());
        Program compiled = AsmBackend.compile(program, true).program();
        Kernels code = compiled.code();
        Object[] expected = test.data(1);
        Object[] actual = test.data(1);
        Object[] scratch = compiled.scratch().allocate(Precision.FLOAT);
        for (int k : all) {
            code.run(k, expected, scratch, test.rows, 0, test.rows);
        }
        assertThat(code.runEntry(1, actual, scratch, test.rows)).isTrue();
        assertThat(test.bits(actual)).usingRecursiveComparison().isEqualTo(test.bits(expected));
        assertThatThrownBy(() -> code.runEntry(2, actual, scratch, test.rows))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
