package dev.gradc.compiler;

import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Writes each stage to a file of a folder, numbered in order; a stage that changed nothing says so. A compilation dumps
/// where the system property `gradc.dump` names a folder.
final class Dump implements Compiler.Watcher {
    private static final String PROPERTY = "gradc.dump";

    private final Path folder;
    private int number;
    private String before = "";

    private Dump(Path folder) {
        this.folder = folder;
    }

    /// The watcher that the system property asks for, if any.
    static Optional<Compiler.Watcher> asked() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(folder -> new Dump(Path.of(folder)));
    }

    @Override
    public void stage(String name, Supplier<String> text) {
        String now = text.get();
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("%02d-%s.txt".formatted(number++, name)),
                    now.equals(before) ? "(unchanged)\n" : now, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new GradcException("-D" + PROPERTY + "=" + folder + " cannot be written (" + e
                    + "); name a folder that can", e);
        }
        before = now;
    }
}
