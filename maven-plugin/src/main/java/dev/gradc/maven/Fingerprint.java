package dev.gradc.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The SHA-256 of all that a compiled model is made of.
final class Fingerprint {
    private static final int BUFFER = 1 << 16;

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /// Of an order, all sources that it may use, its checkpoint, and gradc itself.
    ///
    /// @param gradc the jars or folders of gradc's classes
    static String of(Order order, List<Path> gradc, String options) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(String.join("\n", order.compile(Path.of("jar"))));
        fingerprint.add(options);
        fingerprint.addFiles(order.root(), file -> file.toString().endsWith(".java"));
        if (order.checkpoint().isPresent()) {
            fingerprint.addFile(order.checkpoint().get());
        }
        for (Path path : gradc) {
            fingerprint.addFiles(path, file -> true);
        }
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    /// Adds a file, or those of a folder in the order of their names.
    private void addFiles(Path top, Predicate<Path> wanted) throws IOException {
        List<Path> files;
        try (Stream<Path> below = Files.walk(top)) {
            files = below.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        }
        add(files.size() + " files");
        for (Path file : files) {
            add(top.relativize(file).toString());
            addFile(file);
        }
    }

    private void addFile(Path file) throws IOException {
        add(Files.size(file) + " bytes");
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
    }
}
