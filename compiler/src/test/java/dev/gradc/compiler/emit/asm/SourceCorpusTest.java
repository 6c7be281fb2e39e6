package dev.gradc.compiler.emit.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.emit.source.SourceBackend;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.runtime.Precision;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/// The Java source of the corpus computes what the loop IR says, to the bit, whoever compiles it.
class SourceCorpusTest {
    @Nested
    class ByJanino extends BySource {
        ByJanino() {
            super(SourceBackend.Tool.JANINO);
        }
    }

    @Nested
    class ByJavac extends BySource {
        ByJavac() {
            super(SourceBackend.Tool.JAVAC);
        }
    }

    abstract static class BySource extends CorpusCases {
        private final SourceBackend.Tool tool;

        BySource(SourceBackend.Tool tool) {
            this.tool = tool;
        }

        @Override
        void check(TestProgram test, String name) {
            LoopProgram program = build(test);
            SourceBackend.Result result = SourceBackend.compile(program, tool);
            assertThat(result.largestMethod()).as(name).isLessThan(CompilerEffort.MAX_BYTECODES);
            verify(result.classes().values());
            compare(test, program, result.program(), name);
        }

        /// More than one method can hold, with sums in it.
        @ParameterizedTest
        @EnumSource
        void kernelsInPieces(Precision precision) {
            for (int count : List.of(20, 400)) {
                check(Corpus.manyFunctions(precision, count, 7), count + " functions");
            }
        }

        private static void verify(Collection<byte[]> classes) {
            StringWriter errors = new StringWriter();
            for (byte[] file : classes) {
                CheckClassAdapter.verify(new ClassReader(file), SourceBackend.class.getClassLoader(), false,
                        new PrintWriter(errors));
            }
            assertThat(errors.toString()).isEmpty();
        }
    }
}
