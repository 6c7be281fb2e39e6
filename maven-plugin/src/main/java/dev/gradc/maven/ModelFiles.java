package dev.gradc.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The files of a compiled model's jar that become a project's own: its classes and what they read; not what describes the jar, nor
/// the sources.
final class ModelFiles {
    private static final String SUMS = "/SHA256SUMS";

    private ModelFiles() {
    }

    /// Copies them.
    ///
    /// @param classes the folder of the project's classes
    /// @return their paths from there, with `/`
    static List<String> unpack(Path jar, Path classes) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                if (belongs(entry.getName())) {
                    copy(zip, entry, classes.resolve(entry.getName()));
                    names.add(entry.getName());
                }
            }
        }
        return names;
    }

    private static boolean belongs(String name) {
        return !name.endsWith("/") && !name.equals("META-INF/MANIFEST.MF") && !name.equals("module-info.class")
                && !name.endsWith(".java");
    }

    private static void copy(ZipFile zip, ZipEntry entry, Path to) throws IOException {
        Files.createDirectories(Objects.requireNonNull(to.getParent()));
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            Files.write(to, entry.getName().endsWith(SUMS) ? sums(bytes) : bytes);
        }
    }

    /// The sums of those files that are copied; a line is a sum, two spaces, and a name.
    private static byte[] sums(byte[] all) {
        return new String(all, StandardCharsets.UTF_8).lines()
                .filter(line -> belongs(line.substring(line.indexOf("  ") + 2))).map(line -> line + "\n")
                .collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
    }
}
