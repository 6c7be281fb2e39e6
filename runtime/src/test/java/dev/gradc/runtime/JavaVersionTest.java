package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A compiled model may carry this module's classes to any Java from 17 on.
class JavaVersionTest {
    /// The minor and the major version of a class file of Java 17, as one number.
    private static final int JAVA_17 = 61;
    /// Where they stand in the file, behind its magic number.
    private static final int VERSION = Integer.BYTES;

    @Test
    void everyClassIsOfJava17() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target", "classes"))) {
            List<Path> classes = files.filter(file -> file.toString().endsWith(".class")).toList();
            assertThat(classes).isNotEmpty().allSatisfy(
                    file -> assertThat(ByteBuffer.wrap(Files.readAllBytes(file)).getInt(VERSION)).isEqualTo(JAVA_17));
        }
    }
}
