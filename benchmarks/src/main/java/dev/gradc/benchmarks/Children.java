package dev.gradc.benchmarks;

import dev.gradc.runtime.GradcException;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Starts processes of Java with the options of this one, and reads what they print.
final class Children {
    private static final int LINES_KEPT = 5;

    private Children() {
    }

    /// Runs a class in a process of its own to its end.
    ///
    /// @param wanted tells the line that it is to print
    /// @return that line
    /// @throws GradcException when it ends without that line, with the last that it printed
    static String run(List<String> classPath, String main, List<String> arguments, List<String> options,
            Map<String, String> environment, Predicate<String> wanted) {
        ProcessBuilder builder = builder(classPath, main, arguments, options);
        builder.environment().putAll(environment);
        Deque<String> last = new ArrayDeque<>();
        try {
            Process process = builder.redirectErrorStream(true).start();
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (wanted.test(line)) {
                        process.waitFor(1, TimeUnit.MINUTES);
                        return line;
                    }
                    last.addLast(line);
                    if (last.size() > LINES_KEPT) {
                        last.removeFirst();
                    }
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (InterruptedException | InterruptedIOException e) {
            throw new GradcException("interrupted", e);
        } catch (IOException e) {
            throw new GradcException("Java could not be started: " + e.getMessage(), e);
        }
        throw new GradcException("the process of " + main + " ended without a result: " + String.join(" | ", last));
    }

    /// Starts a class in a process of its own, which is left running.
    static Process start(String main) {
        try {
            return builder(List.of(), main, List.of(), List.of()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new GradcException("Java could not be started: " + e.getMessage(), e);
        }
    }

    private static ProcessBuilder builder(List<String> classPath, String main, List<String> arguments,
            List<String> options) {
        List<String> path = new ArrayList<>(List.of(System.getProperty("java.class.path")));
        path.addAll(classPath);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(option -> option.startsWith("-X"))
                .forEach(command::add);
        command.add("--enable-native-access=ALL-UNNAMED");
        if (hasVectors() || main.equals(MeasureRoof.class.getName())) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.addAll(options);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, path), main));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private static boolean hasVectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
