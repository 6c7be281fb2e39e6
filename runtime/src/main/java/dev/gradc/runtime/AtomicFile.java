package dev.gradc.runtime;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a file so that it is there whole or not at all: into a temporary file in the same folder, which is forced to the
/// disk and then renamed.
public final class AtomicFile {
    private AtomicFile() {
    }

    /// Writes the contents of a file.
    public interface Content {
        /// Writes them.
        void writeTo(OutputStream out) throws IOException;
    }

    /// Replaces a file, or makes it. What is there and is not a regular file (a device, a pipe) is written to directly.
    ///
    /// @param what what is written, for a sentence
    /// @param content may write as little at a time as it likes
    /// @throws GradcException when it cannot be written; an earlier file is then as it was
    public static void write(String what, Path file, Content content) {
        try {
            write(file, out -> {
                BufferedOutputStream buffer = new BufferedOutputStream(out);
                content.writeTo(buffer);
                buffer.flush();
            });
        } catch (IOException e) {
            throw new GradcException(what + " cannot be written to " + file + " (" + FileTrouble.reason(e)
                    + "); what was there before is as it was", e);
        }
    }

    /// The same without a buffer.
    ///
    /// @throws IOException when it cannot be written; an earlier file is then as it was
    static void write(Path file, Content content) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a directory");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            try (OutputStream out = Files.newOutputStream(file)) {
                content.writeTo(out);
            }
            return;
        }
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path temporary = target
                .resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.deleteIfExists(temporary);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE)) {
                content.writeTo(Channels.newOutputStream(channel));
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
