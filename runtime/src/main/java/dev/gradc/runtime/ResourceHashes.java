package dev.gradc.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks the SHA-256 of a model's resources in a thread of its own, while the caller reads them: before HotSpot has compiled it, a
/// hash takes as long as all else together.
final class ResourceHashes implements Runnable {
    private static final int BLOCK = 1 << 16;

    private final Map<String, String> wanted;
    private final Opener opener;
    private final Thread thread;
    private @Nullable IOException failure;

    /// Opens resources.
    interface Opener {
        InputStream open(String resource) throws IOException;
    }

    /// Begins.
    ///
    /// @param wanted the hashes in hexadecimal digits, by the resources
    ResourceHashes(Map<String, String> wanted, Opener opener) {
        this.wanted = new LinkedHashMap<>(wanted);
        this.opener = opener;
        thread = new Thread(this, "gradc checks a model");
        thread.setDaemon(true);
        thread.start();
    }

    /// Waits until all are checked.
    ///
    /// @throws IOException when one cannot be read, or has another hash
    void await() throws IOException {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        IOException found = failure;
        if (found != null) {
            throw found;
        }
    }

    @Override
    public void run() {
        try {
            for (Map.Entry<String, String> resource : wanted.entrySet()) {
                check(resource.getKey(), resource.getValue());
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void check(String resource, String hash) throws IOException {
        MessageDigest digest = Fingerprint.sha256();
        byte[] block = new byte[BLOCK];
        try (InputStream in = opener.open(resource)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(hash)) {
            throw new DamagedException("its " + resource + " are not what was compiled: the SHA-256 differs");
        }
    }
}
