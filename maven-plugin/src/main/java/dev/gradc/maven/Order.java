package dev.gradc.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is to be compiled.
///
/// @param root the folder below which the source stands, with others that it may use
/// @param source the network's file
/// @param checkpoint the trained model, unless it is to be as before any training
/// @param packageName of the class
/// @param className its name
/// @param include what it does beside predict, as `gradc compile --include` takes it; may be empty
/// @param release the oldest Java that it is to run on
record Order(Path root, Path source, Optional<Path> checkpoint, String packageName, String className, String include,
        int release) {
    /// The class with its package.
    String face() {
        return packageName + "." + className;
    }

    /// The words of `gradc check` for it.
    List<String> check() {
        List<String> words = new ArrayList<>(List.of("check", source.toString()));
        checkpoint.ifPresent(file -> words.addAll(List.of("--trained", file.toString())));
        return words;
    }

    /// The words of `gradc compile` for it.
    List<String> compile(Path jar) {
        List<String> words = new ArrayList<>(List.of("compile", checkpoint.orElse(source).toString(), "--out",
                jar.toString(), "--package", packageName, "--class", className, "--release",
                Integer.toString(release)));
        if (!include.isEmpty()) {
            words.addAll(List.of("--include", include));
        }
        return words;
    }
}
