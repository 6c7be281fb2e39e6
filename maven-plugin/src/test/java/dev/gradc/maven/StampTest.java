package dev.gradc.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    void aModelIsCurrentWhileNothingChangesAndNoFileIsMissing() throws IOException {
        Path classes = folder.resolve("classes");
        Stamps stamps = new Stamps(folder, classes);
        Path jar = Jars.write(folder.resolve("a.jar"), Map.of("p/A.class", "a"));
        assertThat(stamps.isCurrent("p.A", "f")).isFalse();
        stamps.replace("p.A", "f", jar);
        assertThat(stamps.isCurrent("p.A", "f")).isTrue();
        assertThat(stamps.isCurrent("p.A", "g")).isFalse();
        Files.delete(classes.resolve("p/A.class"));
        assertThat(stamps.isCurrent("p.A", "f")).isFalse();
    }

    @Test
    void whatAModelWasBeforeIsDeleted() throws IOException {
        Path classes = folder.resolve("classes");
        Stamps stamps = new Stamps(folder, classes);
        stamps.replace("p.A", "f", Jars.write(folder.resolve("old.jar"), Map.of("p/Old.class", "old")));
        stamps.replace("p.A", "g", Jars.write(folder.resolve("new.jar"), Map.of("p/New.class", "new")));
        stamps.replace("p.B", "f", Jars.write(folder.resolve("b.jar"), Map.of("p/B.class", "b")));
        assertThat(classes.resolve("p")).isDirectoryNotContaining("glob:**Old.class");
        stamps.keepOnly(List.of("p.A"));
        assertThat(classes.resolve("p/New.class")).exists();
        assertThat(classes.resolve("p/B.class")).doesNotExist();
        assertThat(stamps.isCurrent("p.A", "g")).isTrue();
        assertThat(stamps.isCurrent("p.B", "f")).isFalse();
    }
}
