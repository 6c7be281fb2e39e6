package dev.gradc.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampTest {
    @TempDir
    private Path folder;

    @Test
    void everythingThatAModelIsMadeOfChangesTheFingerprint() throws IOException {
        Path models = Files.createDirectories(folder.resolve("models"));
        Path source = Files.writeString(models.resolve("A.java"), "a");
        Path checkpoint = Files.writeString(folder.resolve("a.gradc"), "1");
        Path gradc = Files.writeString(folder.resolve("gradc.jar"), "jar");
        Order order = new Order(models, source, Optional.of(checkpoint), "p", "A", "", 17);
        Order renamed = new Order(models, source, Optional.of(checkpoint), "p", "B", "", 17);
        List<Path> classPath = List.of(gradc, models);

        String first = Fingerprint.of(order, List.of(gradc), "");
        assertThat(first).hasSize(64).isEqualTo(Fingerprint.of(order, List.of(gradc), ""));
        Set<String> seen = new HashSet<>(Set.of(first));
        assertThat(seen.add(Fingerprint.of(renamed, List.of(gradc), ""))).isTrue();
        assertThat(seen.add(Fingerprint.of(order, classPath, ""))).isTrue();
        assertThat(seen.add(Fingerprint.of(order, List.of(gradc), "-Xmx1g"))).isTrue();
        Files.writeString(checkpoint, "2");
        assertThat(seen.add(Fingerprint.of(order, List.of(gradc), ""))).isTrue();
        Files.writeString(models.resolve("Helper.java"), "h");
        assertThat(seen.add(Fingerprint.of(order, List.of(gradc), ""))).isTrue();
        Files.writeString(gradc, "raj");
        assertThat(seen.add(Fingerprint.of(order, List.of(gradc), ""))).isTrue();
    }

    @Test
    void itIsCurrentWhileNothingChangesAndNoFileIsMissing() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/p"));
        Path type = Files.writeString(classes.resolve("A.class"), "a");
        Path file = folder.resolve("p.A" + Stamp.SUFFIX);
        assertThat(Stamp.read(file)).isEmpty();
        new Stamp("f", List.of("p/A.class")).write(file);
        Stamp stamp = Stamp.read(file).orElseThrow();
        assertThat(stamp.isCurrent("f", classes.getParent())).isTrue();
        assertThat(stamp.isCurrent("g", classes.getParent())).isFalse();
        Files.delete(type);
        assertThat(stamp.isCurrent("f", classes.getParent())).isFalse();
        Files.writeString(type, "a");
        stamp.remove(file, classes.getParent());
        assertThat(type).doesNotExist();
        assertThat(file).doesNotExist();
    }
}
