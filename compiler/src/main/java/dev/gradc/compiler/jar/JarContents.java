package dev.gradc.compiler.jar;

import dev.gradc.compiler.emit.source.CommentText;
import dev.gradc.runtime.GradcException;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// The entries of a jar that may come from anywhere: none is unpacked to a file, no more of one is read than it says that it holds,
/// and names that programs could take for another's are found.
final class JarContents implements Closeable {
    /// Compressed entries that hold more than this together are not read, in bytes.
    private static final long MOST_UNPACKED = 1L << 30;
    private static final int BLOCK = 1 << 16;

    private final ZipFile zip;
    private final SortedMap<String, ZipEntry> entries = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    private JarContents(ZipFile zip) {
        this.zip = zip;
    }

    /// Opens a jar.
    ///
    /// @throws GradcException when there is no such file, or it is no jar
    static JarContents open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new GradcException(Files.exists(file) ? file + " is no file" : "there is no file " + file);
        }
        try {
            JarContents contents = new JarContents(new ZipFile(file.toFile(), StandardCharsets.UTF_8));
            contents.list(Files.size(file));
            return contents;
        } catch (ZipException | FileNotFoundException e) {
            throw new GradcException(file + " cannot be opened as a jar (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void list(long size) {
        Map<String, String> byCase = new HashMap<>();
        long packed = 0;
        long unpacked = 0;
        for (ZipEntry entry : zip.stream().<ZipEntry>map(each -> each).toList()) {
            String name = entry.getName();
            if (entries.put(name, entry) != null) {
                faults.add("the entry " + shown(name) + " is there twice");
            }
            String other = byCase.put(name.toLowerCase(Locale.ROOT), name);
            if (other != null && !other.equals(name)) {
                faults.add("the entries " + shown(other) + " and " + shown(name)
                        + " differ only in upper and lower case");
            }
            if (leaves(name)) {
                faults.add("the entry " + shown(name) + " has a name that leads out of the jar");
            }
            packed += Math.max(0, entry.getCompressedSize());
            unpacked += entry.getMethod() == ZipEntry.STORED ? 0 : Math.max(0, entry.getSize());
        }
        if (packed > size || unpacked > MOST_UNPACKED) {
            faults.add("its entries say that they hold more than such a file can");
        }
    }

    private static boolean leaves(String name) {
        return name.isEmpty() || name.startsWith("/") || name.contains("\\") || name.contains(":")
                || List.of(name.split("/", -1)).contains("..") || name.chars().anyMatch(Character::isISOControl);
    }

    /// A name as it can be shown.
    static String shown(String name) {
        return CommentText.name(name);
    }

    /// What makes the jar unfit to be read, a sentence each.
    List<String> faults() {
        return Collections.unmodifiableList(faults);
    }

    /// The entries' names in their order.
    Iterable<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /// Whether there is such an entry.
    boolean has(String name) {
        return entries.containsKey(name);
    }

    /// How many bytes an entry says that it holds.
    long size(String name) {
        return entry(name).getSize();
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new GradcException("it has no " + shown(name));
        }
        return entry;
    }

    /// The content of an entry.
    ///
    /// @throws GradcException when there is none, or it cannot be unpacked
    byte[] bytes(String name) {
        return read(name, InputStream::readAllBytes);
    }

    /// The SHA-256 of an entry in hexadecimal digits.
    ///
    /// @throws GradcException when it cannot be unpacked
    String sha256(String name) {
        return read(name, in -> {
            MessageDigest digest = JarImage.digest();
            byte[] block = new byte[BLOCK];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                digest.update(block, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        });
    }

    /// What is made of an entry's bytes.
    interface Reader<T> {
        /// Makes it.
        T read(InputStream in) throws IOException;
    }

    /// Reads an entry.
    ///
    /// @throws GradcException when there is none, or it cannot be unpacked
    <T> T read(String name, Reader<T> reader) {
        ZipEntry entry = entry(name);
        try (InputStream in = new Limited(zip.getInputStream(entry), entry.getSize())) {
            return reader.read(in);
        } catch (IOException e) {
            throw new GradcException(shown(name) + " cannot be unpacked (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads no more than an entry says that it holds.
    private static final class Limited extends InputStream {
        private final InputStream in;
        private long left;

        private Limited(@Nullable InputStream in, long size) throws IOException {
            if (in == null || size < 0) {
                throw new ZipException("it is not where the jar says");
            }
            this.in = in;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = in.read(bytes, from, length);
            left -= Math.max(0, count);
            if (left < 0 || count < 0 && left > 0) {
                throw new ZipException("it holds more or less than it says");
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
