package dev.gradc.compiler.emit.asm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradc.compiler.emit.c.CBackend;
import dev.gradc.compiler.emit.c.CCompiler;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
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
        private final List<String> options;
        private final List<TestProgram> tests = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        @TempDir
        private Path folder;

        ByC(String command, String... options) {
            this.command = command;
            this.options = Stream.concat(Stream.of(options), Stream.of("-Wall", "-Wextra", "-Wpedantic", "-Werror"))
                    .toList();
        }

        @BeforeEach
        void thereIsSuchACompiler() {
            assumeTrue(isHere(new CCompiler(List.of(command), List.of(), folder)),
                    "no " + command + " on this machine");
        }

        private static boolean isHere(CCompiler compiler) {
            try {
                compiler.library("int x;");
                return true;
            } catch (GradcException none) {
                return false;
            }
        }

        @Override
        void check(TestProgram test, String name) {
            tests.add(test);
            names.add(name);
        }

        /// All programs of a test in one unit, since it is the compiler that takes time.
        @AfterEach
        void compareAll() {
            List<LoopProgram> programs = tests.stream().map(CorpusCases::build).toList();
            if (programs.isEmpty()) {
                return;
            }
            List<Program> compiled = CBackend.compile(programs,
                    new CCompiler(List.of(command), options, folder));
            for (int i = 0; i < programs.size(); i++) {
                compare(tests.get(i), programs.get(i), compiled.get(i), names.get(i));
            }
        }
    }
}
