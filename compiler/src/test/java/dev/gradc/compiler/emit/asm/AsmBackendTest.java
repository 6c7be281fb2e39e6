package dev.gradc.compiler.emit.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.runtime.Precision;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/// Generated classes compute what the loop IR says, to the bit.
class AsmBackendTest extends CorpusCases {
    @Test
    void transpositionsAreDoneInBlocks() {
        assertThat(compile(Corpus.transposition(Precision.FLOAT, 33, 40).build(), true).text()).contains("rearrange",
                "blend");
    }

    @Override
    void check(TestProgram test, String name) {
        for (boolean vector : new boolean[]{false, true}) {
            check(test, name, vector);
        }
    }

    static void check(TestProgram test, String name, boolean vector) {
        LoopProgram program = build(test);
        compare(test, program, compile(program, vector).program(), name + ", vector " + vector);
    }

    /// Compiles to what the JVM verifies and HotSpot compiles.
    private static AsmBackend.Result compile(LoopProgram program, boolean vector) {
        AsmBackend.Result result = AsmBackend.compile(program, vector);
        assertThat(result.largestMethod()).as("bytecodes of a method").isLessThan(8000);
        StringWriter errors = new StringWriter();
        result.classes().files().values().forEach(file -> CheckClassAdapter.verify(new ClassReader(file),
                result.program().code().getClass().getClassLoader(), false, new PrintWriter(errors)));
        assertThat(errors.toString()).isEmpty();
        return result;
    }
}
