package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Compiler.Options;
import dev.gradc.runtime.Checkpoint;
import dev.gradc.runtime.Field;
import dev.gradc.runtime.Metadata;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names that were chosen to do harm: in options, and in a trained model that comes from anywhere.
class HostileNamesTest {
    private static final int LONG = 10_000;

    private static final List<String> HOSTILE = List.of("x; System.exit(1)", "class", "a\"b", "a\\",
            "*/ static { System.exit(1); } /*", "\\u002a\\u002f",
            "<script>alert(1)</script>", "@author {@code x} }", "<!-- ", "&lt;", "$T $L $S $$", "  ", "",
            "\u202e\u001b[2J",
            "../../x", "x".repeat(LONG), "rows", "hashCode", "numbers", "this", "_", "ünï", "\ud83d\ude00", "Object",
            "i",
            "record", "pOut", "%s%n", "{@link Object}", "//", "'", "`", "\ud800", "1", "-", "Label", "Session",
            "wait", "best");

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    /// A checkpoint of a classifier in which names are other than gradc would have them.
    private Path checkpoint(String model, String input, String output, List<String> classes) {
        return checkpoint(folder.resolve("hostile.model"), model, input, output, classes);
    }

    private static Path checkpoint(Path file, String model, String input, String output, List<String> classes) {
        Path source = Models.classifier(file.getParent(), "Kinds", 3, classes.size(), "");
        String text = Compiler.compile(new ModelSource(source).network().definition(),
                Options.of(Precision.FLOAT)).text()
                .replace("model \"Kinds\"", "model " + quoted(model)).replace("input \"x\"", "input " + quoted(input))
                .replace("output \"p\"", "output " + quoted(output));
        Model other = new Model(Compiler.compile(text, Options.of(Precision.FLOAT)).program(), text);
        other.initialize(1);
        other.metadata(new Metadata(List.of(new Field(input, Field.Kind.REAL, 3, List.of()),
                new Field("y", Field.Kind.LABEL, 1, classes)), Map.of(), Map.of(Metadata.TESTED, model + input)));
        Checkpoint.of(other).write(file);
        return file;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static IntStream everyThird() {
        return IntStream.range(0, HOSTILE.size()).filter(i -> i % 3 == 0 && i + 2 < HOSTILE.size());
    }

    @ParameterizedTest
    @MethodSource("everyThird")
    void namesOfATrainedModelAreMangled(int i) {
        Path model = checkpoint(HOSTILE.get(i), HOSTILE.get(i + 1), HOSTILE.get(i + 2), HOSTILE);
        CompiledJar jar = CompiledJar.of(model, folder.resolve("hostile.jar"), "com.acme", "Tame", "--include",
                "train");
        assertThat(jar.<Integer>use(face -> face.getClasses().length)).isEqualTo(3);
        String source = new String(jar.content(jar.resource("java")), StandardCharsets.UTF_8);
        assertThat(source).doesNotContain("\u202e", "\u001b");
        assertThat(source.replaceAll("(?s)/\\*.*?\\*/|\"(\\\\.|[^\"\\\\])*+\"", "")).doesNotContain("exit(1)",
                "alert(1)", "\\");
        assertThat(source.replaceAll("\"(\\\\.|[^\"\\\\])*+\"", "")).doesNotContain("<script", "<!--", "{@code x",
                "{@link Object",
                "@author", "\\u");
        assertThat(Run.gradc("verify", jar.file()).code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x; System.exit(1)", "class", "../../x", "", "\u202e\u001b[2J", "Object", "default", "1",
        "com"})
    void theClassIsNamedAfterTheModelHoweverItIsCalled(String name) throws IOException {
        Path to = folder.resolve("hostile.jar");
        Run run = Run.gradc("compile", checkpoint(name, "x", "p", List.of("a", "b")), "--out", to);
        if (run.code() == 0) {
            assertThat(run.out()).containsPattern(": [a-z0-9_$]{1,70}\\.[A-Z_$][A-Za-z0-9_$]{0,70} with 98 parameters");
            assertThat(Run.gradc("verify", to).code()).isZero();
        } else {
            assertThat(run.err()).startsWith("gradc: ").hasLineCount(1);
            assertThat(run.code()).isEqualTo(2);
            assertThat(to).doesNotExist();
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf("Kinds.java", "hostile.model",
                    "hostile.jar", "hostile-sources.jar");
        }
    }

    /// A checkpoint for tests of options alone.
    private static synchronized Path tame() {
        Path file = shared.resolve("tame.model");
        return Files.exists(file) ? file : checkpoint(file, "m", "x", "p", List.of("a", "b"));
    }

    private Run compile(Object... options) {
        Path to = folder.resolve("named.jar");
        Object[] all = new Object[4 + options.length];
        System.arraycopy(new Object[]{"compile", tame(), "--out", to}, 0, all, 0, 4);
        System.arraycopy(options, 0, all, 4, options.length);
        Run run = Run.gradc(all);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).startsWith("gradc: ").hasLineCount(1);
        assertThat(to).doesNotExist();
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x; System.exit(1)", "class", "true", "_", "1a", "a-b", "é", "a b", "a.b", "a/b", "../a",
        "a\nb", "\u202ea", "String", "Object", "com", "Session", "Trainer", "Label"})
    void namesOfClassesThatAreRefused(String name) {
        assertThat(compile("--package", "com.acme", "--class", name).err()).contains("class");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x; System.exit(1)", "class", "com.int.acme", "", ".", "a..b", "a.", ".a", "1a", "a/b",
        "..",
        "java.lang", "javax", "jdk.internal", "a b", "é"})
    void namesOfPackagesThatAreRefused(String name) {
        assertThat(compile("--package", name, "--class", "Tame").err()).contains("package");
    }

    @Test
    void namesThatAreTooLong() {
        String name = "x".repeat(LONG);
        assertThat(compile("--class", name).err()).containsPattern("1000[01] characters").hasSizeLessThan(300);
        assertThat(compile("--package", name + ".acme", "--class", "Tame").err()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x.jar", "a/../../x.jar", "./../x.jar"})
    void pathsThatLeaveTheFolder(String path) {
        Run run = Run.gradc("compile", checkpoint("m", "x", "p", List.of("a", "b")), "--out", path);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEqualTo(
                "gradc: " + path + " leaves this folder: name a file or folder in it, or an absolute path"
                        + System.lineSeparator());
        assertThat(compile("--source", path).err()).contains("leaves this folder");
    }

    @Test
    void namesThatDifferOnlyInCase() {
        Path model = checkpoint("m", "x", "p", List.of("cat", "Cat"));
        Run run = Run.gradc("compile", model, "--out", folder.resolve("case.jar"), "--class", "Tame");
        assertThat(run.err()).isEqualTo("gradc: the classes cat and Cat differ only in upper and lower case: rename one"
                + " of them" + System.lineSeparator());
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void inputsThatDifferOnlyInCase() throws IOException {
        Path source = Files.writeString(folder.resolve("Two.java"), """
                import dev.gradc.dsl.*;

                class Two extends Network {
                    protected void define() {
                        Tensor p = input("in", 2).then(affine(2)).plus(input("In", 2));
                        output("p", p);
                        loss(mse(p, input("y", 2)));
                        optimizer(sgd(0.1));
                    }
                }
                """);
        Run run = Run.gradc("compile", source, "--out", folder.resolve("case.jar"), "--class", "Tame");
        assertThat(run.err()).isEqualTo("gradc: the inputs in and In differ only in upper and lower case: rename one of"
                + " them" + System.lineSeparator());
    }

    @Test
    void namesOfClassesThatAreTooLong() {
        Path model = checkpoint("m", "x", "p", List.of("x".repeat(LONG + 1), "b"));
        Run run = Run.gradc("compile", model, "--out", folder.resolve("long.jar"), "--class", "Tame");
        assertThat(run.err()).contains("10001 characters").hasLineCount(1);
        assertThat(run.code()).isEqualTo(2);
    }
}
