package dev.gradc.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// The standard output, which remembers what went wrong: a [java.io.PrintStream] on it does not tell.
final class Results extends OutputStream {
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private Optional<IOException> trouble = Optional.empty();

    @Override
    public void write(int b) {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (trouble.isEmpty()) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                trouble = Optional.of(e);
            }
        }
    }

    /// What went wrong first.
    Optional<IOException> trouble() {
        return trouble;
    }

    /// Whether the reader went away, as `head` does when it has seen enough.
    static boolean isReaderGone(IOException trouble) {
        return "Broken pipe".equals(trouble.getMessage());
    }
}
