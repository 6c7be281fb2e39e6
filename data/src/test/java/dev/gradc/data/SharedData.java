package dev.gradc.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Real data that stands beside the repository, not in it.
final class SharedData {
    private SharedData() {
    }

    /// A file under `../shared/data`; the test is skipped where it is absent.
    static Path file(String name) {
        Path path = Path.of("../../shared/data", name);
        assumeTrue(Files.exists(path), () -> "skipped: ../shared/data/" + name + " is not there");
        return path;
    }
}
