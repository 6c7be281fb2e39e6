package dev.gradc.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The stamps of a project's models, a file for each.
///
/// @param folder where they stand
/// @param classes the folder of the project's classes
record Stamps(Path folder, Path classes) {
    private static final String SUFFIX = ".stamp";

    /// Whether a model is as it was when it was last compiled, and all its files are there.
    ///
    /// @param face its class
    boolean isCurrent(String face, String fingerprint) throws IOException {
        Optional<Stamp> stamp = Stamp.read(file(face));
        return stamp.isPresent() && stamp.get().isCurrent(fingerprint, classes);
    }

    /// Deletes the files that a model became before, and puts those of its jar in their place.
    void replace(String face, String fingerprint, Path jar) throws IOException {
        remove(file(face));
        new Stamp(fingerprint, ModelFiles.unpack(jar, classes)).write(file(face));
    }

    /// Deletes the files of all models but these.
    void keepOnly(Collection<String> faces) throws IOException {
        List<Path> wanted = faces.stream().map(this::file).toList();
        List<Path> others;
        try (Stream<Path> files = Files.list(folder)) {
            others = files.filter(file -> file.toString().endsWith(SUFFIX) && !wanted.contains(file)).toList();
        }
        for (Path file : others) {
            remove(file);
        }
    }

    private Path file(String face) {
        return folder.resolve(face + SUFFIX);
    }

    private void remove(Path file) throws IOException {
        Optional<Stamp> old = Stamp.read(file);
        if (old.isPresent()) {
            old.get().remove(file, classes);
        }
    }
}
