package dev.gradc.runtime;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/// The frame of a checkpoint: 8 bytes "gradcCKP", the version (`int`), the length of the body (`long`), the body
/// ([CheckpointFormat]), and the CRC-32C of all that (`long`); big-endian.
final class CheckpointFile {
    private static final long MAGIC = 0x6772616463434B50L;
    private static final int VERSION = 1;
    private static final int HEADER = Long.BYTES + Integer.BYTES + Long.BYTES;
    private static final int TRAILER = Long.BYTES;
    private static final int BLOCK = 1 << 16;

    private CheckpointFile() {
    }

    static void write(Checkpoint checkpoint, Path file) {
        try {
            long length = CheckpointFormat.length(checkpoint);
            AtomicFile.write(file, stream -> write(checkpoint, length, stream));
        } catch (IOException e) {
            throw new GradcException("the model cannot be saved as " + file + " (" + FileTrouble.reason(e)
                    + "); what was there before is as it was", e);
        }
    }

    private static void write(Checkpoint checkpoint, long length, OutputStream stream) throws IOException {
        CRC32C sum = new CRC32C();
        DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(new CheckedOutputStream(stream, sum), BLOCK));
        out.writeLong(MAGIC);
        out.writeInt(VERSION);
        out.writeLong(length);
        CheckpointFormat.write(checkpoint, out);
        out.flush();
        out.writeLong(sum.getValue());
        out.flush();
    }

    static Checkpoint read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new GradcException(file + " is a directory, not a checkpoint");
            }
            long size = Files.size(file);
            checkFrame(file, size);
            try (InputStream stream = Files.newInputStream(file)) {
                DataInputStream in = new DataInputStream(new BufferedInputStream(stream, BLOCK));
                in.skipNBytes(HEADER);
                return readBody(file, new BoundedInput(in, size - HEADER - TRAILER));
            }
        } catch (NoSuchFileException e) {
            throw new GradcException("there is no checkpoint " + file, e);
        } catch (DamagedException e) {
            throw new GradcException(file + " is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new GradcException("the checkpoint " + file + " cannot be read (" + FileTrouble.reason(e) + ")", e);
        }
    }

    private static Checkpoint readBody(Path file, BoundedInput body) throws IOException {
        try {
            Checkpoint checkpoint = CheckpointFormat.read(body);
            body.end();
            return checkpoint;
        } catch (GradcException e) {
            throw new GradcException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    /// Checks magic, version, length and sum, so that damage is told as such.
    private static void checkFrame(Path file, long size) throws IOException {
        if (size == 0) {
            throw new GradcException(file + " is empty, not a checkpoint");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(stream, BLOCK));
            if (size < HEADER + TRAILER || in.readLong() != MAGIC) {
                throw new GradcException(file + " is not a checkpoint of gradc");
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw new GradcException(file + " is a checkpoint of version " + version
                        + ", but this gradc reads version " + VERSION
                        + ": use the gradc that wrote it, or a later one");
            }
            long length = in.readLong();
            if (length != size - HEADER - TRAILER) {
                throw new DamagedException(
                        "it says that it has " + (length + HEADER + TRAILER) + " bytes, but has " + size);
            }
        }
        checkSum(file, size);
    }

    private static void checkSum(Path file, long size) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] block = new byte[BLOCK];
        try (InputStream stream = Files.newInputStream(file)) {
            DataInputStream in = new DataInputStream(stream);
            for (long left = size - TRAILER; left > 0;) {
                int count = (int) Math.min(left, BLOCK);
                in.readFully(block, 0, count);
                sum.update(block, 0, count);
                left -= count;
            }
            if (in.readLong() != sum.getValue()) {
                throw new DamagedException("its checksum does not match its contents");
            }
        }
    }
}
