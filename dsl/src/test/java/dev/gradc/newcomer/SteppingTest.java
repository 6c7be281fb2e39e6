package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jdi.Location;
import dev.gradc.compiler.jar.ModelJar;
import dev.gradc.newcomer.Debuggee.Stop;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A debugger steps through a kernel of the backward pass of a compiled model, in its Java source.
class SteppingTest {
    private static final String PROGRAM = """
            class Program {
                public static void main(String[] arguments) {
                    try (com.acme.Digits.Trainer trainer = com.acme.Digits.load().trainer(2, 1)) {
                        trainer.trainStep(new float[2 * 20], new int[2]);
                    }
                }
            }
            """;
    private static final int STEPS = 5;

    @TempDir
    private Path folder;

    @Test
    void aBreakpointInTheGradientOfTheSoftmaxIsHit() throws Exception {
        assumeTrue(ModuleLayer.boot().findModule("jdk.jdi").isPresent(), "this Java has no debugger: module jdk.jdi");
        ModelJar jar = Jars.of(new LineTablesTest.Layers(1));
        jar.write(folder.resolve("digits.jar"));
        jar.writeSources(folder.resolve("digits-sources.jar"));
        List<String> source = kernels();
        int formula = find(source, 1, "// ∂z2[i, j] = ");
        int line = find(source, formula, "final float d_z2_ij = ");
        List<Integer> stepped = new ArrayList<>();
        try (Debuggee program = new Debuggee(folder.resolve("digits.jar") + File.pathSeparator + program(),
                "Program")) {
            Stop stop = program.runTo(Jars.KERNELS + "Layers.java", line);
            assertThat(stop.frames().getFirst().lineNumber()).isEqualTo(line);
            assertThat(stop.frames().get(1).lineNumber()).isEqualTo(declared(source, line));
            for (Stop next : program.step(stop.thread(), STEPS)) {
                Location at = next.frames().getFirst();
                assertThat(at.sourceName()).isEqualTo("Layers.java");
                assertThat(at.sourcePath()).isEqualTo(Jars.KERNELS + "Layers.java");
                assertThat(declared(source, at.lineNumber())).isEqualTo(declared(source, line));
                stepped.add(at.lineNumber());
            }
        }
        assertThat(source.get(stepped.getFirst() - 1)).contains(" = d_z2_ij;");
        assertThat(stepped.stream().map(at -> source.get(at - 1).strip())).contains(
                "for (int j = 0; j < 3; j++) {").anyMatch(text -> text.startsWith("final float t1 = "))
                .contains(source.get(line - 1).strip());
    }

    /// The kernels' source as a debugger finds it in the jar of sources.
    private List<String> kernels() throws IOException {
        try (JarFile sources = new JarFile(folder.resolve("digits-sources.jar").toFile())) {
            return new String(sources.getInputStream(sources.getEntry(Jars.KERNELS + "Layers.java")).readAllBytes(),
                    StandardCharsets.UTF_8).lines().toList();
        }
    }

    /// The first line from `from` on that contains `text`.
    private static int find(List<String> source, int from, String text) {
        return IntStream.rangeClosed(from, source.size()).filter(line -> source.get(line - 1).contains(text))
                .findFirst().orElseThrow();
    }

    /// The line that declares the method in which a line is.
    private static int declared(List<String> source, int line) {
        return IntStream.rangeClosed(1, line).filter(before -> source.get(before - 1).startsWith("    static "))
                .max().orElseThrow();
    }

    /// A folder with the program's class.
    private Path program() throws IOException {
        Path file = Files.writeString(folder.resolve("Program.java"), PROGRAM);
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-cp",
                folder.resolve("digits.jar").toString(), "-d", folder.toString(), file.toString());
        assertThat(code).isZero();
        return folder;
    }
}
