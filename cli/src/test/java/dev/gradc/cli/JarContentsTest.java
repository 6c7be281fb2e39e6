package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a compiled model consists of.
class JarContentsTest {
    private static final int FIRST_CLASS_VERSION = 44;

    @TempDir
    private Path folder;

    private CompiledJar compile(String name, String... options) {
        return CompiledJar.of(Models.classifier(folder, "Kinds", 5, 3, ""), folder.resolve(name), "com.acme", "Kinds",
                options);
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        CompiledJar first = compile("a.jar", "--include", "train");
        CompiledJar second = compile("b.jar", "--include", "train");
        assertThat(Files.readAllBytes(first.file())).isEqualTo(Files.readAllBytes(second.file()));
        assertThat(Files.readAllBytes(folder.resolve("a-sources.jar")))
                .isEqualTo(Files.readAllBytes(folder.resolve("b-sources.jar")));
    }

    @Test
    void everyClassThatItUsesIsInItOrInJava() {
        CompiledJar jar = compile("deps.jar", "--include", "train");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = ToolProvider.findFirst("jdeps").orElseThrow().run(print, print, "-verbose:class", "--multi-release",
                "base", "--add-modules", "jdk.incubator.vector", jar.file().toString());
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(code).as(text).isZero();
        assertThat(text.lines().filter(line -> line.startsWith("   com.acme.") && line.contains(" -> "))
                .map(line -> line.replaceAll("^.* -> \\S+ *", "")).distinct())
                .containsOnly("java.base", "jdk.incubator.vector", "com.acme.kinds");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 21, 25})
    void noClassIsNewerThanTheRelease(int release) {
        CompiledJar jar = compile("release.jar", "--include", "train", "--release", Integer.toString(release));
        jar.entries().forEach((name, content) -> {
            if (name.endsWith(".class")) {
                assertThat(content[7] - FIRST_CLASS_VERSION).as(name).isEqualTo(release);
                assertThat(content[4] + content[5]).as(name).isZero();
            }
        });
    }

    @Test
    void fiveLayersAreSmall() throws IOException {
        Path model = Files.writeString(folder.resolve("Five.java"), """
                import dev.gradc.dsl.*;

                class Five extends Network {
                    protected void define() {
                        Tensor x = input("x", 784);
                        Labels y = labels("y", 10);
                        Tensor z = x.then(affine(64), relu(), affine(48), tanh(), affine(32), sigmoid(), affine(16), relu(), affine(10));
                        output("p", z.then(softmax()));
                        loss(crossEntropyWithLogits(z, y));
                        optimizer(adam(0.01));
                    }
                }
                """);
        assertThat(classes(CompiledJar.of(model, folder.resolve("p.jar"), "com.acme", "Five"))).isLessThan(250_000);
        assertThat(classes(CompiledJar.of(model, folder.resolve("t.jar"), "com.acme", "Five", "--include", "train")))
                .isLessThan(500_000);
    }

    /// The bytes of the compressed class files.
    private static long classes(CompiledJar jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.file().toFile())) {
            return zip.stream().filter(entry -> entry.getName().endsWith(".class"))
                    .mapToLong(entry -> entry.getCompressedSize()).sum();
        }
    }
}
