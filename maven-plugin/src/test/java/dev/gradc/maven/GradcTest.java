package dev.gradc.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over a command that prints what the test says, and exits as it says.
class GradcTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path folder;

    private Order order;
    private Gradc gradc;

    @BeforeEach
    void gradc() throws IOException {
        Path source = Files.writeString(Files.createDirectories(folder.resolve("gradc")).resolve("A.java"), "");
        order = new Order(source.getParent(), source, Optional.empty(), "p", "A", "", 17);
        Path main = Files.writeString(folder.resolve("Main.java"), """
                package dev.gradc.cli;

                public class Main {
                    public static void main(String[] arguments) throws java.io.IOException {
                        System.err.println("WARNING: of Java's own");
                        for (String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of("says"))) {
                            System.out.println(line);
                        }
                        System.exit(Integer.getInteger("code", 0));
                    }
                }
                """);
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        assertThat(javac.run(System.out, System.err, "-d", folder.toString(), main.toString())).isZero();
        gradc = gradc(0);
    }

    private Gradc gradc(int code) {
        return new Gradc(JAVA, List.of(folder), List.of("-Dcode=" + code), folder, new SystemStreamLog());
    }

    private void says(String... lines) throws IOException {
        Files.write(folder.resolve("says"), List.of(lines));
    }

    @Test
    void whatGradcAcceptsIsRight() throws IOException {
        says("the gradients of A are right");
        assertThatCode(() -> gradc.check(order, List.of("--order=2"))).doesNotThrowAnyException();
        assertThatCode(() -> gradc.compile(order, folder.resolve("a.jar"))).doesNotThrowAnyException();
    }

    @Test
    void wrongGradientsAreToldWithTheWorst() throws IOException {
        says("b  WRONG", "worst: b[0] (A.java:7): derived 1, by dual numbers 2", "the gradients of A are WRONG");
        assertThatThrownBy(() -> gradc(1).check(order, List.of())).isInstanceOf(MojoFailureException.class)
                .hasMessage("A.java: its gradients are wrong; worst: b[0] (A.java:7): derived 1, by dual numbers 2\nthe"
                        + " gradients of A are WRONG");
    }

    @Test
    void gradcsOwnSentenceIsTold() throws IOException {
        says("gradc: \"1x\" cannot be the name of a class");
        assertThatThrownBy(() -> gradc(2).compile(order, folder.resolve("a.jar")))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("A.java: \"1x\" cannot be the name of a class");
    }

    @Test
    void withoutASentenceAllIsTold() throws IOException {
        says("Error occurred during initialization of VM");
        assertThatThrownBy(() -> gradc(1).check(order, List.of())).isInstanceOf(MojoFailureException.class).hasMessage(
                "A.java: gradc failed (1): Error occurred during initialization of VM");
    }

    @Test
    void aFailingSelfTestIsTold() throws IOException, MojoFailureException {
        Path jar = folder.resolve("a.jar");
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        assertThat(tool.run(System.out, System.err, "--create", "--file", jar.toString(), "--main-class",
                "dev.gradc.cli.Main", "-C", folder.toString(), "dev")).isZero();
        says("scalar code: the same bits");
        gradc.selfTest(order, jar, JAVA, Runtime.version().feature());
        gradc.selfTest(order, jar, Path.of("too old"), 11);
        Files.delete(folder.resolve("says"));
        assertThatThrownBy(() -> gradc.selfTest(order, jar, JAVA, Runtime.version().feature()))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("A.java: the compiled model fails its self-test: Exception in thread \"main\"");
    }
}
