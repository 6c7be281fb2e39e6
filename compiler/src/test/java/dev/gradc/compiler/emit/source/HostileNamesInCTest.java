package dev.gradc.compiler.emit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.emit.c.CBackend;
import dev.gradc.compiler.emit.c.CCompiler;
import dev.gradc.compiler.emit.c.CCompilers;
import dev.gradc.compiler.emit.c.CSource;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a user calls things: it is C that no compiler warns of, and it does what the program says.
class HostileNamesInCTest {
    private static final List<String> NAMES = HostileNamesTest.NAMES;
    @TempDir
    private Path folder;

    @Test
    void everyNameIsHarmlessInEveryPlace() {
        List<LoopProgram> programs = new ArrayList<>();
        NAMES.forEach(name -> programs.add(NamedProgram.of(List.of(name, name, "plain"))));
        programs.add(NamedProgram.of(NAMES));
        List<Program> compiled = CBackend.compile(programs, strict());
        for (int i = 0; i < NAMES.size(); i++) {
            assertThat(NamedProgram.run(compiled.get(i), false)).as(NAMES.get(i)).startsWith(3, 3).endsWith(0);
        }
        assertThat(NamedProgram.run(compiled.getLast(), false)).startsWith(NAMES.size());
    }

    @Test
    void nothingOfANameIsCode() {
        for (String name : NAMES) {
            String source = CSource.of(NamedProgram.of(List.of(name, name))).text();
            assertThat(source).doesNotContain("\\").doesNotContain("??")
                    .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}&&[^\n]]");
            assertThat(source.replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "")).as(name)
                    .doesNotContain("System.exit", "#include <stdlib", "%:");
            assertThat(source.lines()).allMatch(line -> line.length() < 1000);
        }
    }

    @Test
    void aKernelOfManyArraysRunsAndOneOfTooManyIsRefused() {
        Program compiled = CBackend.compile(List.of(NamedProgram.inOneKernel(layers(79))), strict()).getFirst();
        assertThat(NamedProgram.run(compiled, false)).startsWith(79);
        List<LoopProgram> tooMany = List.of(NamedProgram.inOneKernel(layers(80)));
        assertThatThrownBy(() -> CBackend.compile(tooMany, strict())).isInstanceOf(GradcException.class)
                .hasMessageContaining("81 arrays");
    }

    private static List<String> layers(int count) {
        return IntStream.range(0, count).mapToObj(k -> "layer" + k % 7).toList();
    }

    private CCompiler strict() {
        return CCompilers.strict("cc", folder, "-O1");
    }
}
