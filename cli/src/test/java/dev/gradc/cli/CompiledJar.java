package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// A jar that `gradc compile` wrote, taken apart, and put together otherwise.
record CompiledJar(Path file, String face) {
    /// Compiles a model.
    static CompiledJar of(Path model, Path file, String packageName, String className, String... more) {
        Object[] first = {"compile", model, "--out", file, "--package", packageName, "--class", className};
        Object[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        Run run = Run.gradc(all);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return new CompiledJar(file, packageName + "." + className);
    }

    /// The entries' contents in their order.
    Map<String, byte[]> entries() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /// The name of an entry that stands beside the class.
    String resource(String what) {
        return face.replace('.', '/') + "." + what;
    }

    /// The name of an entry with what is known of the model.
    String meta(String name) {
        return "META-INF/gradc/" + face + "/" + name;
    }

    /// The content of an entry.
    byte[] content(String name) {
        return Objects.requireNonNull(entries().get(name));
    }

    /// A jar with other entries, uncompressed.
    CompiledJar with(Path other, Map<String, byte[]> entries) {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                CRC32 crc = new CRC32();
                crc.update(entry.getValue());
                header.setMethod(ZipEntry.STORED);
                header.setSize(entry.getValue().length);
                header.setCrc(crc.getValue());
                zip.putNextEntry(header);
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CompiledJar(other, face);
    }

    /// A jar with one other entry, or with one more.
    CompiledJar with(Path other, String name, byte[] content) {
        Map<String, byte[]> entries = entries();
        entries.put(name, content);
        return with(other, entries);
    }

    /// A jar with one other entry whose hash was forged too.
    CompiledJar forged(Path other, String name, byte[] content) {
        Map<String, byte[]> entries = entries();
        entries.put(name, content);
        String sums = new String(entries.get(meta("SHA256SUMS")), StandardCharsets.UTF_8)
                .replaceAll("(?m)^[0-9a-f]{64}(?=  \\Q" + name + "\\E$)", sha256(content));
        entries.put(meta("SHA256SUMS"), sums.getBytes(StandardCharsets.UTF_8));
        return with(other, entries);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Does something with the model's class, loaded from the jar alone.
    interface Use<T> {
        T apply(Class<?> face) throws ReflectiveOperationException;
    }

    /// Loads the class of the model from the jar alone.
    <T> T use(Use<T> use) {
        try (URLClassLoader loader = new URLClassLoader(new URL[]{file.toUri().toURL()},
                ClassLoader.getPlatformClassLoader())) {
            return use.apply(loader.loadClass(face));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Loads the model.
    Object load() {
        return use(face -> face.getMethod("load").invoke(null));
    }
}
