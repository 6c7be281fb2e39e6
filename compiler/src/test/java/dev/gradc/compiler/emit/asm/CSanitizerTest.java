package dev.gradc.compiler.emit.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradc.compiler.emit.c.CFunction;
import dev.gradc.compiler.emit.c.CSource;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The C of every kind of program, run by a C program of its own on arrays without an element to spare, whatever bits are in them:
/// the sanitizers for addresses and for undefined behaviour are silent.
class CSanitizerTest {
    private static final List<String> FLAGS = List.of("gcc", "-std=c99", "-O1", "-g", "-ffp-contract=off", "-Wall",
            "-Wextra", "-Wpedantic", "-Werror", "-DGRADC_PLAIN", "-fsanitize=address,undefined",
            "-fno-sanitize-recover=all", "-o");
    private static final String FILL = """

            #include <stdlib.h>

            static void *filled(size_t bytes) {
                static uint64_t state = 88172645463325252u;
                unsigned char *array = malloc(bytes);
                for (size_t i = 0; i < bytes; i++) {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    array[i] = (unsigned char) (state >> 24);
                }
                return array;
            }
            """;
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void theSanitizersAreSilent(Precision precision) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "no gcc on this machine");
        List<TestProgram> tests = tests(precision);
        List<LoopProgram> programs = tests.stream().map(CorpusCases::build).toList();
        CSource source = CSource.of(programs);
        StringBuilder main = new StringBuilder("\nint main(void) {\n");
        for (int i = 0; i < programs.size(); i++) {
            main.append(call(programs.get(i), source.kernels().get(i), tests.get(i).rows));
        }
        Path unit = Files.writeString(folder.resolve("unit.c"), source.text() + FILL + main + "    return 0;\n}\n");
        Path program = folder.resolve("unit");
        List<String> compiler = new ArrayList<>(FLAGS);
        compiler.addAll(List.of(program.toString(), unit.toString()));
        assertThat(run(compiler)).isEqualTo("0: ");
        assertThat(run(List.of(program.toString()))).isEqualTo("0: ");
    }

    private static List<TestProgram> tests(Precision precision) {
        List<TestProgram> tests = new ArrayList<>();
        for (Expr formula : Corpus.formulas()) {
            tests.add(Corpus.elementwise(precision, formula, 3, 37));
        }
        for (int size : new int[]{1, 7, 33}) {
            tests.add(Corpus.contraction(precision, 5, size, 21, Corpus.BIAS, size == 7));
            tests.add(Corpus.operands(precision, size, 3));
            tests.add(Corpus.transposition(precision, size, 5));
            tests.add(Corpus.batched(precision, size, 3, 9, 17));
        }
        for (int rows : new int[]{0, 1, 1025, 5000, 7169}) {
            for (Combine combine : Combine.values()) {
                tests.add(Corpus.batchSum(precision, rows, 19, combine));
                tests.add(Corpus.rowSum(precision, 3, Math.max(rows, 1), 16, combine));
            }
            tests.add(Corpus.batchTotal(precision, rows, 3));
        }
        return tests;
    }

    /// C that makes the arrays and runs all kernels, those that can be cut in two parts.
    private static String call(LoopProgram program, List<CFunction> functions, int rows) {
        StringBuilder code = new StringBuilder("    {\n");
        for (int i = 0; i < program.arrays().size(); i++) {
            ArraySpec array = program.arrays().get(i);
            int bytes = array.role().isInt() ? Integer.BYTES : program.precision().bytes();
            code.append("        void *a%d = filled(%d);%n".formatted(i, array.size().at(Layout.room(rows)) * bytes));
        }
        for (int k = 0; k < functions.size(); k++) {
            CFunction function = functions.get(k);
            long iterations = ProgramAssembler.iterations(program.kernels().get(k)).at(rows);
            for (long part = 0; part < (function.isRange() ? 2 : 1); part++) {
                List<String> arguments = new ArrayList<>(function.arrays().stream().map(a -> "a" + a).toList());
                if (function.usesRows()) {
                    arguments.add(Integer.toString(rows));
                }
                if (function.isRange()) {
                    arguments.add(Long.toString(part * (iterations / 2)));
                    arguments.add(Long.toString(part == 0 ? iterations / 2 : iterations));
                }
                code.append("        ").append(function.name()).append('(').append(String.join(", ", arguments))
                        .append(");\n");
            }
        }
        for (int i = 0; i < program.arrays().size(); i++) {
            code.append("        free(a").append(i).append(");\n");
        }
        return code + "    }\n";
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + ": " + output;
    }
}
