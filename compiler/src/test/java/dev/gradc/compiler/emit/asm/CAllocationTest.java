package dev.gradc.compiler.emit.asm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradc.compiler.emit.c.CBackend;
import dev.gradc.compiler.emit.c.CCompilers;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CAllocationTest {
    private static final int CALLS = 20_000;
    @TempDir
    private Path folder;

    @Test
    void aCallAllocatesNothing() {
        TestProgram test = Corpus.contraction(Precision.FLOAT, 5, 7, 21, Corpus.BIAS, false);
        Program program = CBackend
                .compile(List.of(CorpusCases.build(test)), CCompilers.strict("cc", folder, "-O1")).getFirst();
        Object[] arrays = test.data(1);
        Object[] scratch = program.scratch().allocate(Precision.FLOAT);
        call(program, arrays, scratch);
        long before = allocated();
        call(program, arrays, scratch);
        // After a collection of garbage the segments of the arrays are made anew.
        assertThat(allocated() - before).isLessThan(CALLS);
    }

    private static void call(Program program, Object[] arrays, Object[] scratch) {
        for (int i = 0; i < CALLS; i++) {
            program.code().run(0, arrays, scratch, 5, 0, 1);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
