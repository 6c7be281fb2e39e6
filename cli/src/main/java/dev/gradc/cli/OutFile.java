package dev.gradc.cli;

import dev.gradc.runtime.AtomicFile;
import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The file that `--out` names.
final class OutFile {
    private OutFile() {
    }

    /// Finds out before the work whether its result will have a place.
    ///
    /// @param out what `--out` names, if it was given
    static void check(@Nullable Path out) {
        if (out == null) {
            return;
        }
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(out)) {
            throw new Misuse("--out " + out + " is a directory: name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new Misuse("--out " + out + " cannot be written: there is no folder " + folder);
        }
    }

    /// Refuses a relative path that leaves the folder that gradc was started in: where it leads depends on what cannot be seen.
    static void checkInside(Path out) {
        if (!out.isAbsolute() && out.normalize().startsWith("..")) {
            throw new Misuse(out + " leaves this folder: name a file or folder in it, or an absolute path");
        }
    }

    /// Refuses what is there already and is no folder, or stands below what is none.
    ///
    /// @param option what names it
    static void checkFolder(String option, Path folder) {
        Path there = folder.toAbsolutePath().normalize();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there != null && !Files.isDirectory(there)) {
            throw new Misuse(option + " " + folder + " cannot be a folder: " + there + " is a file");
        }
    }

    /// Makes the folders that a file is to stand in.
    ///
    /// @throws dev.gradc.runtime.GradcException when they cannot be made
    static void makeFolders(Path file) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        } catch (IOException e) {
            throw new GradcException("the folder of " + file + " cannot be made (" + e.getMessage() + ")", e);
        }
    }

    /// Writes lines of text, each with its end.
    ///
    /// @param what what they are, for the sentence that says that they cannot be written
    /// @throws dev.gradc.runtime.GradcException when they cannot; an earlier file is then as it was
    static void write(String what, Path out, Stream<String> lines) {
        AtomicFile.write(what, out, stream -> {
            for (String line : (Iterable<String>) lines::iterator) {
                stream.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }
}
