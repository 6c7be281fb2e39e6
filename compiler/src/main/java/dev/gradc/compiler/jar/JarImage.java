package dev.gradc.compiler.jar;

import dev.gradc.runtime.AtomicFile;
import dev.gradc.runtime.AtomicFile.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A jar that is being made: the same entries always give the same bytes. Its entries stand in the order of their names behind the
/// manifest, without a time.
final class JarImage {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final SortedMap<String, Entry> entries = new TreeMap<>();

    /// @param attributes the manifest's main attributes
    JarImage(Map<String, String> attributes) {
        add(JarFile.MANIFEST_NAME, manifest(attributes));
    }

    /// What an entry holds.
    ///
    /// @param stored whether it is not compressed
    private record Entry(Content content, boolean stored, long size, long crc, long crc32c, String sha256) {
    }

    /// Adds an entry.
    void add(String name, byte[] bytes) {
        add(name, out -> out.write(bytes), false);
    }

    /// Adds an entry that is too large to be held, and not compressed.
    ///
    /// @param content is written more than once
    void addLarge(String name, Content content) {
        add(name, content, true);
    }

    private void add(String name, Content content, boolean stored) {
        Meter meter = new Meter();
        try {
            content.writeTo(meter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Entry old = entries.put(name,
                new Entry(content, stored, meter.size, meter.crc.getValue(), meter.crc32c.getValue(),
                        HexFormat.of().formatHex(meter.digest.digest())));
        if (old != null) {
            throw new IllegalStateException("two entries have the name " + name);
        }
    }

    /// What a model's class says of an entry: its SHA-256 and its CRC-32C in hexadecimal digits, with a colon between.
    String checks(String name) {
        return entry(name).sha256() + ":" + Long.toHexString(entry(name).crc32c());
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalStateException("there is no entry " + name);
        }
        return entry;
    }

    /// The SHA-256 of all entries, as the command `sha256sum` writes and checks it.
    byte[] sums() {
        StringBuilder text = new StringBuilder();
        entries.forEach((name, entry) -> text.append(entry.sha256()).append("  ").append(name).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Writes the jar.
    ///
    /// @throws dev.gradc.runtime.GradcException when it cannot be written; an earlier file is then as it was
    void write(Path file) {
        AtomicFile.write("the jar", file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            write(zip, JarFile.MANIFEST_NAME, entry(JarFile.MANIFEST_NAME));
            for (Map.Entry<String, Entry> named : entries.entrySet()) {
                if (!named.getKey().equals(JarFile.MANIFEST_NAME)) {
                    write(zip, named.getKey(), named.getValue());
                }
            }
            zip.finish();
        });
    }

    private static void write(ZipOutputStream zip, String name, Entry entry) throws IOException {
        ZipEntry header = new ZipEntry(name);
        header.setTimeLocal(NO_TIME);
        if (entry.stored()) {
            header.setMethod(ZipEntry.STORED);
            header.setSize(entry.size());
            header.setCrc(entry.crc());
        }
        zip.putNextEntry(header);
        entry.content().writeTo(zip);
        zip.closeEntry();
    }

    private static byte[] manifest(Map<String, String> attributes) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        new LinkedHashMap<>(attributes).forEach(manifest.getMainAttributes()::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            manifest.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// A SHA-256 that begins.
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Measures what is written.
    private static final class Meter extends OutputStream {
        private final CRC32 crc = new CRC32();
        private final CRC32C crc32c = new CRC32C();
        private final MessageDigest digest = digest();
        private long size;

        @Override
        public void write(int b) {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            crc.update(bytes, from, count);
            crc32c.update(bytes, from, count);
            digest.update(bytes, from, count);
            size += count;
        }
    }
}
