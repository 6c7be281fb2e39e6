package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gradc.runtime.Checkpoint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// The script `gradc` itself, over the classes of this build.
class ScriptTest {
    private static final int ENDLESS = 1_000_000;

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void model() {
        model = Models.classifier(folder, "Digits", 40, 10, "data(\"mnist1d:samples=2000\");");
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

    /// The bits after so many steps.
    private String sha256(Map<String, String> environment, long steps, Object... more)
            throws IOException, InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of("train", model, "--steps", steps, "--json"));
        arguments.addAll(List.of(more));
        Run run = gradc(environment, arguments.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return (String) JsonMapper.shared().readValue(run.lastLine(), Map.class).get("sha256");
    }

    @Test
    void itRunsFromAnywhereThroughLinksAndBlanks() throws IOException, InterruptedException {
        Path place = Files.createDirectories(folder.resolve("a place"));
        Path link = Files.createSymbolicLink(folder.resolve("a link"), Run.root().resolve("gradc"));
        Path relative = Files.createSymbolicLink(place.resolve("gradc"), Path.of("../a link"));
        Run version = run(script(relative, Map.of(), "--version"));
        assertThat(version.err()).isEmpty();
        assertThat(version.out()).isEqualTo(Run.gradc("--version").out());
        Run noVector = gradc(Map.of("GRADC_NO_VECTOR", "1"), "--version");
        assertThat(noVector.err()).isEmpty();
        assertThat(noVector.out()).contains("without the Vector API");
        Files.delete(relative);
        Files.delete(link);
    }

    @Test
    void mistakesAreToldOnStandardError() throws IOException, InterruptedException {
        assertThat(gradc(Map.of(), "tarin"))
                .isEqualTo(
                        new Run(2, "", "gradc: there is no command tarin: did you mean train? (see gradc --help)\n"));
        assertThat(gradc(Map.of("GRADC_JAVA_OPTS", "-XX:+NoSuchOption"), "--version").code()).isEqualTo(1);
    }

    @Test
    void aResultThatIsLostIsAFailure() throws IOException, InterruptedException {
        assumeThat(Path.of("/dev/full")).exists();
        Process process = script(Run.root().resolve("gradc"), Map.of(), "--help").redirectOutput(new File("/dev/full"))
                .start();
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(folder.resolve("err")).hasContent(
                "gradc: the result cannot be written to the standard output (No space left on device)");
    }

    @Test
    void theBitsAreTheSameOnEveryMachine() throws IOException, InterruptedException {
        String here = sha256(Map.of(), 200);
        assertThat(sha256(Map.of("GRADC_JAVA_OPTS", "-XX:MaxVectorSize=16"), 200)).isEqualTo(here);
        assertThat(sha256(Map.of("GRADC_NO_VECTOR", "1"), 200)).isEqualTo(here);
        assertThat(sha256(Map.of(), 200, "--threads", 3)).isEqualTo(here);
    }

    @Test
    void aTrainingThatIsKilledGoesOn() throws IOException, InterruptedException {
        Path saved = folder.resolve("digits.gradc");
        Process process = endless("--out", saved).start();
        while (!Files.exists(saved) && process.isAlive()) {
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor();
        assertGoesOn(saved);
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aTrainingThatIsInterruptedIsSavedAndGoesOn(String signal, int code) throws IOException, InterruptedException {
        assumeFalse(signal.equals("INT") && isInterruptIgnored(), "Ctrl-C does nothing to processes of this shell");
        Process process = endless().start();
        while (!Files.readString(folder.resolve("err")).startsWith("epoch ") && process.isAlive()) {
            Thread.sleep(5);
        }
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor()).isEqualTo(code);
        assertThat(Files.readString(folder.resolve("err"))).containsPattern(
                "gradc: stopped after \\d+ steps and saved as \\S*Digits.gradc; the same command with --resume \\S* goes on");
        assertGoesOn(folder.resolve("Digits.gradc"));
    }

    /// Whether this process was started so that it ignores SIGINT, as shells start what runs in the background; what it starts
    /// does too.
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        }
    }

    private ProcessBuilder endless(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("train", model, "--epochs", ENDLESS));
        arguments.addAll(List.of(more));
        return script(Run.root().resolve("gradc"), Map.of(), arguments.toArray());
    }

    /// A little further on, the bits are those of a training that was never stopped.
    private void assertGoesOn(Path saved) throws IOException, InterruptedException {
        assertThat(saved).exists();
        long steps = Checkpoint.read(saved).step() + 130;
        assertThat(sha256(Map.of(), steps, "--epochs", ENDLESS, "--resume", saved))
                .isEqualTo(sha256(Map.of(), steps, "--epochs", ENDLESS));
    }
}
