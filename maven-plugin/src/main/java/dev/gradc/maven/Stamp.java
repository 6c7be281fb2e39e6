package dev.gradc.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a model was last compiled from, and the files that it then became.
///
/// @param fingerprint of what it was made of
/// @param files their paths from the folder of classes, with `/`
record Stamp(String fingerprint, List<String> files) {
    /// Reads a stamp, where there is one.
    static Optional<Stamp> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty() ? Optional.empty()
                : Optional.of(new Stamp(lines.get(0), List.copyOf(lines.subList(1, lines.size()))));
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(fingerprint));
        lines.addAll(files);
        Files.write(file, lines);
    }

    /// Whether nothing that the model is made of has changed, and all files are there.
    boolean isCurrent(String now, Path classes) {
        return fingerprint.equals(now) && files.stream().allMatch(name -> Files.isRegularFile(classes.resolve(name)));
    }

    /// Deletes the files, and itself.
    ///
    /// @param file where it stands
    void remove(Path file, Path classes) throws IOException {
        for (String name : files) {
            Files.deleteIfExists(classes.resolve(name));
        }
        Files.delete(file);
    }
}
