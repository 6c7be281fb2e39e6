package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.emit.c.CBackend;
import dev.gradc.compiler.emit.c.CCompilers;
import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The C of the corpus computes what the loop IR says, to the bit, whoever compiles it in whichever way, and no compiler has a word
/// to say about it.
class CCorpusTest {
    @Nested
    class ByGccAsItStands extends ByC {
        ByGccAsItStands() {
            super("gcc", "-O0", "-DGRADC_PLAIN");
        }
    }

    @Nested
    class ByGccForThisProcessor extends ByC {
        ByGccForThisProcessor() {
            super("gcc", "-O3", "-march=native");
        }
    }

    @Nested
    class ByClang extends ByC {
        ByClang() {
            super("clang", "-O2");
        }
    }

    abstract static class ByC extends CorpusCases {
        private final String command;
        private final String[] options;
        private final List<TestProgram> tests = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        @TempDir
        private Path folder;

        ByC(String command, String... options) {
            this.command = command;
            this.options = options;
        }

        @BeforeEach
        void thereIsSuchACompiler() {
            CCompilers.strict(command, folder, options);
        }

        @Override
        void check(TestProgram test, String name) {
            tests.add(test);
            names.add(name);
        }

        @Test
        void aSumOfWhatIsEverywhereTheSame() {
            TestProgram p = new TestProgram(Precision.FLOAT, 3);
            Axis i = p.axis("i");
            Axis k = p.axis("k");
            Buffer g = p.reals("g", 1);
            Temp total = p.temp();
            check(p.kernel("same", TestProgram.loop(i, Stmt.Kind.PARALLEL, Extent.perRow(1),
                    TestProgram.let(total, Expr.ZERO),
                    new Stmt.Reduce(k, Extent.fixed(40), 16, List.of(total), Stmt.Combine.SUM,
                            TestProgram.block(TestProgram.update(total, Expr.arg(0).plus(Expr.ONE), total))),
                    TestProgram.store(g, Index.of(i), Expr.arg(0), total)), g), "forty ones");
        }

        /// All programs of a test in one unit, since it is the compiler that takes time.
        @AfterEach
        void compareAll() {
            List<LoopProgram> programs = tests.stream().map(CorpusCases::build).toList();
            if (programs.isEmpty()) {
                return;
            }
            List<Program> compiled = CBackend.compile(programs, CCompilers.strict(command, folder, options));
            for (int i = 0; i < programs.size(); i++) {
                compare(tests.get(i), programs.get(i), compiled.get(i), names.get(i));
            }
        }
    }
}
