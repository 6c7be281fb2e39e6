package dev.gradc.compiler.emit.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CCompilerTest {
    @TempDir
    private Path folder;

    @Test
    void aMachineWithoutACompilerIsToldInASentence() {
        CCompiler none = new CCompiler(List.of(folder.resolve("none").toString()), List.of(), folder);
        assertThatThrownBy(() -> none.library("int x;")).isInstanceOf(GradcException.class)
                .hasMessageContaining("needs a C compiler").hasMessageContaining("by the variable CC");
    }

    @Test
    void aUnitIsCompiledOnceForEachSourceAndEachOption() throws IOException {
        CCompiler compiler = CCompilers.strict("cc", folder.resolve("first"));
        Path kept = folder.resolve("a folder").resolve("libraries");
        CCompiler here = new CCompiler(List.of("cc"), List.of(), kept);
        Path library = here.library("int x;");
        Object file = Files.getAttribute(library, "unix:ino");
        assertThat(here.library("int x;")).isEqualTo(library);
        assertThat(Files.getAttribute(library, "unix:ino")).isEqualTo(file);
        assertThat(here.library("int y;")).isNotEqualTo(library);
        assertThat(new CCompiler(List.of("cc"), List.of("-O2"), kept).library("int x;")).isNotEqualTo(library);
        assertThat(compiler.library("int x;").getParent()).isNotEqualTo(kept);
        try (Stream<Path> files = Files.list(kept)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void aFolderThatIsNoneIsToldInASentence() throws IOException {
        CCompilers.strict("cc", folder);
        Path file = Files.writeString(folder.resolve("file"), "");
        CCompiler compiler = new CCompiler(List.of("cc"), List.of(), file.resolve("cache"));
        assertThatThrownBy(() -> compiler.library("int x;")).isInstanceOf(GradcException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("XDG_CACHE_HOME");
    }

    @Test
    void whatTheCompilerSaysOfAFaultIsTold() throws IOException {
        CCompiler compiler = CCompilers.strict("cc", folder);
        assertThatThrownBy(() -> compiler.library("int x\n")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unit.c").hasMessageContaining("error");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).allMatch(path -> path.toString().endsWith(".so"));
        }
    }
}
