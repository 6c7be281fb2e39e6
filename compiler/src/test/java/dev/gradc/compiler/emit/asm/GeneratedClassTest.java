package dev.gradc.compiler.emit.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What generated classes look like from outside: size, lines, names, and that running them allocates nothing.
class GeneratedClassTest {
    @Test
    void theSameProgramGivesTheSameBytes() {
        Map<String, byte[]> first = AsmBackend
                .compile(Corpus.contraction(Precision.FLOAT, 7, 9, 18, Corpus.BIAS, true).build(), true).classes()
                .files();
        Map<String, byte[]> second = AsmBackend
                .compile(Corpus.contraction(Precision.FLOAT, 9, 9, 18, Corpus.BIAS, true).build(), true).classes()
                .files();
        assertThat(first).usingRecursiveComparison().isEqualTo(second);
    }

    @Test
    void scalarClassesKnowNoVectors() {
        AsmBackend.Result result = AsmBackend.compile(Corpus.operands(Precision.FLOAT, 2, 3).build(), false);
        assertThat(result.text()).doesNotContain("incubator");
    }

    @Test
    void sumsOfVectorsHaveAnOrder() {
        String text = AsmBackend.compile(Corpus.rowSum(Precision.FLOAT, 2, 30, 16, Combine.SUM).build(), true).text();
        assertThat(text).contains("FloatVector.rearrange").doesNotContain("reduceLanes");
    }

    @Test
    void stackTracesSpeakOfTheUsersLine() {
        TestProgram test = Corpus.operands(Precision.DOUBLE, 5, 3);
        Program program = AsmBackend.compile(test.build(), true).program();
        Object[] data = test.data(1);
        data[3] = new double[20];
        assertThatThrownBy(() -> TestProgram.run(program, data, 5)).isInstanceOf(IndexOutOfBoundsException.class)
                .satisfies(e -> assertThat(e.getStackTrace()).extracting(StackTraceElement::toString)
                        .anyMatch(frame -> frame.endsWith("dev.gradc.generated.Model$calls$0.one_hot(Model.java:12)")));
    }

    @Test
    void aNumberThatIsNoKernel() {
        Program program = AsmBackend.compile(Corpus.operands(Precision.FLOAT, 2, 3).build(), true).program();
        assertThatThrownBy(() -> program.code().run(2, new Object[0], new float[1][0], 1, 0, 1))
                .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("2");
    }

    @Test
    void noMethodIsTooLargeToBeCompiled() {
        for (boolean vector : List.of(true, false)) {
            assertThat(AsmBackend.compile(Corpus.manyFunctions(Precision.FLOAT, 5, 16).build(), vector)
                    .largestMethod()).isBetween(100, 7999);
        }
    }

    @Test
    void aKernelThatCannotBeMadeSmallerIsNamed() {
        assertThatThrownBy(() -> AsmBackend.compile(Corpus.manyFunctions(Precision.FLOAT, 200, 16).build(), true)
                .largestMethod())
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("wide_tanh")
                .hasMessageContaining("8000");
    }

    @Test
    void runningAllocatesNothing() {
        for (Precision precision : Precision.values()) {
            assertThat(allocatedPerRun(Corpus.contraction(precision, 8, 20, 21, Corpus.BIAS, true))).isLessThan(1);
            assertThat(allocatedPerRun(Corpus.batchSum(precision, 3000, 21, Combine.SUM))).isLessThan(1);
            assertThat(allocatedPerRun(Corpus.rowSum(precision, 8, 1500, 16, Combine.SUM))).isLessThan(1);
            assertThat(allocatedPerRun(Corpus.operands(precision, 8, 21))).isLessThan(1);
            assertThat(allocatedPerRun(
                    Corpus.elementwise(precision, new Expr.Call(Fn.SOFTPLUS, Expr.arg(0)), 8, 21))).isLessThan(1);
        }
    }

    /// Bytes that one run allocates once the JIT compiler is done with it, for which there are two minutes.
    private static double allocatedPerRun(TestProgram test) {
        Program program = AsmBackend.compile(test.build(), true).program();
        Object[] data = test.data(1);
        Object[] scratch = program.scratch().allocate(test.precision);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        int runs = 1000;
        long patience = System.nanoTime() + 120_000_000_000L;
        while (least >= 1 && System.nanoTime() < patience) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int run = 0; run < runs; run++) {
                for (int k = 0; k < program.kernels().size(); k++) {
                    int iterations = (int) program.kernels().get(k).iterations().at(test.rows);
                    program.code().run(k, data, scratch, test.rows, 0, iterations);
                }
            }
            least = Math.min(least, (double) (threads.getCurrentThreadAllocatedBytes() - before) / runs);
        }
        return least;
    }
}
