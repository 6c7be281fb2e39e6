package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README tells is so: its commands print what stands below them, and its programs run.
class ReadmeTest {
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("\\b[0-9a-f]{64}\\b|\\d[\\d,.]*");
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final String PROMPT = "$ ./gradc ";

    @TempDir
    private Path folder;

    /// A command, and the lines that the README has below it; `…` stands for lines that are left out.
    private record Command(List<String> arguments, List<String> output) {
    }

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(Files.readString(Run.root().resolve("README.md"))).results()
                .filter(block -> block.group(1).equals(language)).map(block -> block.group(2)).toList();
    }

    private static List<Command> commands() throws IOException {
        List<Command> commands = new ArrayList<>();
        for (String block : blocks("console")) {
            for (String line : block.lines().toList()) {
                if (line.startsWith(PROMPT)) {
                    commands.add(new Command(Arrays.asList(line.substring(PROMPT.length()).split(" ")),
                            new ArrayList<>()));
                } else {
                    commands.getLast().output().add(line);
                }
            }
        }
        return commands;
    }

    /// As from the repository's root, but with what is written in the test's own folder, training for one epoch, and measuring
    /// not for long.
    private Run run(Command command) {
        List<Object> arguments = new ArrayList<>();
        for (String argument : command.arguments()) {
            boolean written = argument.matches(".*\\.(gradc|csv|jar)");
            arguments.add(written ? folder.resolve(argument)
                    : argument.endsWith(".java") ? Run.root().resolve(argument) : argument);
        }
        switch (command.arguments().getFirst()) {
            case "train" -> arguments.addAll(List.of("--epochs", 1));
            case "profile" -> arguments.addAll(List.of("--seconds", 0.1));
            default -> {
            }
        }
        return Run.gradc(arguments.toArray());
    }

    @Test
    void eachCommandPrintsWhatStandsBelowIt() throws IOException {
        List<Command> commands = commands();
        assertThat(commands).extracting(command -> command.arguments().getFirst()).contains("train", "explain",
                "predict", "check", "profile");
        for (Command command : commands) {
            Run run = run(command);
            assertThat(run.code()).as("%s: %s", command.arguments(), run.err()).isZero();
            String printed = run.out().replace(folder + "/", "");
            assertThat(isExact(command) ? printed : withoutNumbers(printed)).as("%s", command.arguments())
                    .containsSubsequence(parts(command));
        }
    }

    /// Whether numbers count. A training prints others after one epoch than after all, a profile others each time; those of temps,
    /// buffers and bytes say nothing.
    private static boolean isExact(Command command) {
        return !List.of("train", "profile", "compile").contains(command.arguments().getFirst())
                && !command.arguments().contains("loops");
    }

    private static String withoutNumbers(String text) {
        return BLANKS.matcher(NUMBER.matcher(text).replaceAll("#")).replaceAll(" ");
    }

    /// What stands between the `…`.
    private static List<String> parts(Command command) {
        String text = String.join("\n", command.output());
        return Arrays.stream((isExact(command) ? text : withoutNumbers(text)).split("(?m)^…$"))
                .filter(part -> !part.isBlank()).toList();
    }

    @Test
    void theModelIsTheExample() throws IOException {
        String model = blocks("java").getFirst();
        assertThat(Files.readString(Run.root().resolve("examples/models/Mnist1d.java"))).endsWith(model);
    }

    @Test
    void theCompiledModelIsUsed() throws IOException {
        List<String> programs = blocks("java");
        Path saved = folder.resolve("mnist1d.gradc");
        Path jar = folder.resolve("digits.jar");
        for (Object[] words : List.of(
                new Object[]{"train", Run.root().resolve("examples/models/Mnist1d.java"), "--steps", 1, "--out", saved},
                new Object[]{"compile", saved, "-o", jar, "--package", "com.acme", "--class", "Digits", "--include",
                    "train"})) {
            Run run = Run.gradc(words);
            assertThat(run.code()).as(run.err()).isZero();
        }
        Path source = Files.writeString(folder.resolve("Ask.java"), programs.get(1));
        assertThat(
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17", "-d", folder.toString(),
                        "-cp", jar.toString(), source.toString()))
                .isZero();
        OtherJava.Result result = OtherJava.all().getLast()
                .run(List.of("-cp", jar + File.pathSeparator + folder, "Ask", "tuned.gradc"), folder);
        assertThat(result.text()).matches("LABEL_\\d with probability 0\\.\\d+\\Rloss \\d\\.\\d+\\R");
        assertThat(folder.resolve("tuned.gradc")).exists();
    }

    @Test
    void theProgramTrainsPredictsAndSaves() throws IOException, ReflectiveOperationException {
        String program = blocks("java").stream().filter(block -> block.contains("void main(")).toList().getLast();
        String name = Pattern.compile("public class (\\w+)").matcher(program).results().map(MatchResult::group)
                .findFirst().orElseThrow().replace("public class ", "");
        Path source = Files.writeString(folder.resolve(name + ".java"), program);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, "-d", folder.toString(), "-cp",
                System.getProperty("java.class.path"), source.toString());
        assertThat(code).as(messages.toString(StandardCharsets.UTF_8)).isZero();

        Path saved = folder.resolve("saved.gradc");
        List<String> printed = printed(name, saved.toString()).lines().toList();
        assertThat(printed).hasSize(32).first().asString().startsWith("epoch 1: loss ");
        String probability = printed.get(30).replace("inside with probability ", "");
        assertThat(probability).startsWith("0.9");
        assertThat(printed.get(31)).isEqualTo("the same when opened: " + probability);
        Path points = Files.writeString(folder.resolve("points.csv"), "a,b\n0.1,-0.2\n0.9,0.9\n");
        Run run = Run.gradc("predict", saved, "--data", points);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(3);
    }

    private String printed(String program, String argument) throws IOException, ReflectiveOperationException {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (URLClassLoader classes = new URLClassLoader(new URL[]{folder.toUri().toURL()},
                getClass().getClassLoader())) {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            classes.loadClass(program).getMethod("main", String[].class).invoke(null,
                    (Object) new String[]{argument});
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
