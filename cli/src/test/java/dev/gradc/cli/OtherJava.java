package dev.gradc.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Runs programs of users on the machine's JVMs.
///
/// @param executable the command `java`
record OtherJava(Path executable) {
    /// What a run came to; output and errors are one text.
    record Result(int code, String text) {
    }

    /// The JVM of the tests, and the machine's default one where that is another of 17 or later.
    static List<OtherJava> all() {
        Set<Path> found = new LinkedHashSet<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")));
        Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, "java"))
                .filter(Files::isExecutable).findFirst().map(OtherJava::real)
                .filter(path -> new OtherJava(path).version() >= 17).ifPresent(found::add);
        return found.stream().map(OtherJava::new).toList();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    /// The feature release; 0 where it does not tell.
    int version() {
        return run(List.of("-XshowSettings:properties", "-version"), Path.of(".")).text().lines().map(String::strip)
                .filter(line -> line.startsWith("java.specification.version = "))
                .map(line -> line.substring(line.indexOf('=') + 2)).filter(number -> number.matches("[0-9]+"))
                .mapToInt(Integer::parseInt).findFirst().orElse(0);
    }

    /// Runs with these arguments in a folder.
    Result run(List<String> arguments, Path folder) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), text);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(executable + " cannot be run", e);
        }
    }

    @Override
    public String toString() {
        return executable.toString();
    }
}
