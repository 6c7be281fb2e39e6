package dev.gradc.data;

import dev.gradc.runtime.GradcException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A file of the user's that is about to be read: there, plain, readable and not empty; unpacked when it is gzip, which
/// its first two bytes tell. Everything that goes wrong with it becomes one sentence that names it.
///
/// @param path as the user wrote it
/// @param size its bytes on the disk
/// @param gzip whether it is compressed
record InputFile(Path path, long size, boolean gzip) {
    /// No deflate stream unpacks to more than this many times its size (zlib's documentation gives 1032).
    private static final long DEFLATE_RATIO = 1033;

    /// Looks at a file.
    /// @throws GradcException when it is missing, a directory, not a plain file, not readable, or empty
    static InputFile of(Path path) {
        if (!Files.exists(path)) {
            throw new GradcException(path + ": there is no such file");
        }
        if (Files.isDirectory(path)) {
            throw new GradcException(path + " is a directory, but a file was expected");
        }
        if (!Files.isRegularFile(path)) {
            throw new GradcException(path + " is not a plain file, which is needed because it is read more than once");
        }
        if (!Files.isReadable(path)) {
            throw unreadable(path);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(2);
            if (start.length == 0) {
                throw new GradcException(path + " is empty");
            }
            boolean gzip = start.length == 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
            return new InputFile(path, Files.size(path), gzip);
        } catch (AccessDeniedException e) {
            throw unreadable(path);
        } catch (IOException e) {
            throw new GradcException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static GradcException unreadable(Path path) {
        return new GradcException(path + " cannot be read: permission denied");
    }

    /// Opens it, unpacked.
    BufferedInputStream open() {
        try {
            InputStream in = Files.newInputStream(path);
            return gzip ? unpacked(in) : new BufferedInputStream(in, 1 << 16);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static BufferedInputStream unpacked(InputStream in) throws IOException {
        try {
            return new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /// The most bytes that can come out of it: exact for a plain file.
    long bound() {
        return gzip ? size * DEFLATE_RATIO : size;
    }

    /// A sentence about this file.
    GradcException error(String what) {
        return new GradcException(path + " " + what);
    }

    /// What an exception while reading means.
    GradcException failure(IOException e) {
        String what = switch (e) {
            case EOFException _ -> " is cut short: its gzip data ends too early";
            case ZipException _ -> " is damaged: its gzip data cannot be unpacked (" + e.getMessage() + ")";
            case CharacterCodingException _ ->
                " is not UTF-8 text: save it as UTF-8, or check that it is the right file";
            default -> " cannot be read: " + e.getMessage();
        };
        return new GradcException(path + what, e);
    }

    /// Checks, before anything is allocated, that so many bytes can be held.
    /// @throws GradcException when they would take more than three quarters of the memory that Java may use
    void requireMemory(long bytes) {
        long most = Runtime.getRuntime().maxMemory() / 4 * 3;
        if (bytes < 0 || bytes > most) {
            throw error("needs " + (bytes < 0 ? "far too many" : bytes >> 20) + " MiB of memory, but there are only "
                    + (most >> 20) + " MiB: read fewer rows (rows=N) or give Java more memory (-Xmx)");
        }
    }
}
