package dev.gradc.maven;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;

/// What a Java process came to.
///
/// @param code its exit code
/// @param lines what it printed, errors too
record JavaRun(int code, List<String> lines) {
    /// Runs one to its end.
    ///
    /// @param home of the JDK or the runtime
    /// @param classPath empty where the words say what is run
    /// @throws MojoFailureException when the build is interrupted meanwhile, which ends the process
    static JavaRun of(Path home, String classPath, Path folder, List<String> words)
            throws IOException, MojoFailureException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin").resolve("java").toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("CLASSPATH", classPath);
        Process process = builder.start();
        process.getOutputStream().close();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = out.lines().toList();
            return new JavaRun(process.waitFor(), lines);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoFailureException("the build was interrupted", e);
        } finally {
            process.destroy();
        }
    }
}
