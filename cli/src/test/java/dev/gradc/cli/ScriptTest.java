package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The script `gradc` itself, over the classes of this build.
class ScriptTest {
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void model() {
        model = Models.classifier(folder, "Digits", 40, 10, "data(\"mnist1d:samples=500\");");
    }

    private ProcessBuilder script(Path script, Map<String, String> environment, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("GRADC_CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("JAVA25_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeAll(List.of("GRADC_NO_VECTOR", "GRADC_JAVA_OPTS"));
        builder.environment().putAll(environment);
        builder.redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile());
        return builder;
    }

    private Run run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), Files.readString(folder.resolve("out")),
                Files.readString(folder.resolve("err")));
    }

    private Run gradc(Map<String, String> environment, Object... arguments) throws IOException, InterruptedException {
        return run(script(Run.root().resolve("gradc"), environment, arguments));
    }

    private String sha256(Map<String, String> environment, int epochs, Object... more)
            throws IOException, InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of("train", model, "--epochs", epochs, "--json"));
        arguments.addAll(List.of(more));
        Run run = gradc(environment, arguments.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return (String) JsonMapper.shared().readValue(run.lastLine(), Map.class).get("sha256");
    }

    @Test
    void itRunsFromAnywhereThroughLinksAndBlanks() throws IOException, InterruptedException {
        Path place = Files.createDirectories(folder.resolve("a place"));
        Files.createSymbolicLink(place.resolve("root"), Run.root());
        Path link = Files.createSymbolicLink(place.resolve("a link"), Path.of("root/gradc"));
        Run version = run(script(link, Map.of(), "--version"));
        assertThat(version.err()).isEmpty();
        assertThat(version.out()).isEqualTo(Run.gradc("--version").out());
        Run noVector = gradc(Map.of("GRADC_NO_VECTOR", "1"), "--version");
        assertThat(noVector.err()).isEmpty();
        assertThat(noVector.out()).contains("without the Vector API");
    }

    @Test
    void mistakesAreToldOnStandardError() throws IOException, InterruptedException {
        assertThat(gradc(Map.of(), "tarin"))
                .isEqualTo(
                        new Run(2, "", "gradc: there is no command tarin: did you mean train? (see gradc --help)\n"));
        Run option = gradc(Map.of("GRADC_JAVA_OPTS", "-XX:+NoSuchOption"), "--version");
        assertThat(option.code()).isEqualTo(1);
    }

    @Test
    void theBitsAreTheSameOnEveryMachine() throws IOException, InterruptedException {
        String here = sha256(Map.of(), 4);
        assertThat(sha256(Map.of("GRADC_JAVA_OPTS", "-XX:MaxVectorSize=16"), 4)).isEqualTo(here);
        assertThat(sha256(Map.of("GRADC_NO_VECTOR", "1"), 4)).isEqualTo(here);
        assertThat(sha256(Map.of(), 4, "--threads", 3)).isEqualTo(here);
    }

    @Test
    void aTrainingThatIsKilledGoesOn() throws IOException, InterruptedException {
        Path saved = folder.resolve("digits.gradc");
        String whole = sha256(Map.of(), 60);
        Process process = script(Run.root().resolve("gradc"), Map.of(), "train", model, "--epochs", 60, "--out", saved)
                .start();
        while (!Files.exists(saved) && process.isAlive()) {
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor();
        assertThat(saved).exists();
        assertThat(sha256(Map.of(), 60, "--resume", saved)).isEqualTo(whole);
    }

    @Test
    void aTrainingThatIsInterruptedIsSavedAndGoesOn() throws IOException, InterruptedException {
        String whole = sha256(Map.of(), 400);
        Process process = script(Run.root().resolve("gradc"), Map.of(), "train", model, "--epochs", 400).start();
        while (!Files.readString(folder.resolve("err")).startsWith("epoch ") && process.isAlive()) {
            Thread.sleep(5);
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor()).isEqualTo(INTERRUPTED);
        Path saved = folder.resolve("Digits.gradc");
        assertThat(Files.readString(folder.resolve("err"))).containsPattern(
                "gradc: stopped after \\d+ steps and saved as \\S*Digits.gradc; the same command with --resume \\S* goes on");
        assertThat(saved).exists();
        assertThat(sha256(Map.of(), 400, "--resume", saved)).isEqualTo(whole);
    }
}
