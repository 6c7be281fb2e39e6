package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A compiled model that was damaged is refused, by its own class and by `gradc verify`, with one sentence.
class DamagedJarTest {
    private static final String AGAIN = "; take an undamaged copy of its jar";

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static CompiledJar jar;

    @BeforeAll
    static void compile() {
        Path model = Models.classifier(shared, "Kinds", 1, 2, "");
        jar = CompiledJar.of(model, shared.resolve("kinds.jar"), "com.acme", "Kinds", "--include", "train");
    }

    private void assertRefused(CompiledJar damaged, String sentence, String finding) {
        assertThatThrownBy(damaged::load).isInstanceOf(RuntimeException.class)
                .hasMessageStartingWith("the compiled model Kinds is damaged: " + sentence).hasMessageEndingWith(AGAIN);
        assertFound(damaged, finding);
    }

    private static void assertFound(CompiledJar damaged, String... findings) {
        Run run = Run.gradc("verify", damaged.file());
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).containsAll(List.of(findings))
                .contains(damaged.file() + " is NOT as gradc compiled it");
        assertThat(run.code()).isEqualTo(1);
    }

    private static byte[] flipped(byte[] content, int at) {
        byte[] other = content.clone();
        other[at] ^= 1;
        return other;
    }

    @Test
    void aFlippedByteOfTheParametersAnywhere() {
        String name = jar.resource("parameters");
        byte[] parameters = jar.content(name);
        for (int i = 0; i < parameters.length; i++) {
            assertRefused(jar.with(folder.resolve(i + ".jar"), name, flipped(parameters, i)),
                    "its parameters are not what was compiled: the checksum differs",
                    name + " was changed: its SHA-256 differs");
        }
    }

    @Test
    void truncatedEntries() {
        Map<String, String> sentences = new LinkedHashMap<>();
        sentences.put("parameters", "the parameters end before they are complete");
        sentences.put("slots", "the slots end before they are complete");
        sentences.put("plan", "its plan is not what was compiled: the checksum differs");
        sentences.forEach((what, sentence) -> {
            String name = jar.resource(what);
            byte[] content = jar.content(name);
            for (int length : new int[]{4, content.length / 2, content.length - 1}) {
                assertRefused(jar.with(folder.resolve(what + length + ".jar"), name, Arrays.copyOf(content, length)),
                        sentence, name + " was changed: its SHA-256 differs");
            }
        });
    }

    @Test
    void longerEntries() {
        String name = jar.resource("parameters");
        byte[] content = jar.content(name);
        assertRefused(jar.with(folder.resolve("long.jar"), name, Arrays.copyOf(content, content.length + 1)),
                "the parameters go on after their end", name + " was changed: its SHA-256 differs");
    }

    @Test
    void aPlanOfAnotherVersion() {
        String name = jar.resource("plan");
        byte[] other = flipped(jar.content(name), 3);
        assertRefused(jar.with(folder.resolve("version.jar"), name, other),
                "its plan is of another version of gradc than its classes", name + " was changed: its SHA-256 differs");
        assertFound(jar.forged(folder.resolve("forged.jar"), name, other),
                "the class com.acme.Kinds was compiled with other plan than stand beside it",
                "the plan cannot be read: its plan is of another version of gradc than its classes");
    }

    @Test
    void missingEntries() {
        for (String what : List.of("plan", "parameters", "slots", "golden")) {
            Map<String, byte[]> entries = jar.entries();
            entries.remove(jar.resource(what));
            CompiledJar damaged = jar.with(folder.resolve(what + ".jar"), entries);
            assertFound(damaged, jar.resource(what) + " is missing");
            if (!what.equals("golden")) {
                assertThatThrownBy(damaged::load).hasMessage(
                        "the compiled model Kinds is damaged: it has no Kinds." + what + AGAIN);
            }
        }
    }

    @Test
    void everyChangedEntryIsNamed() {
        Map<String, byte[]> entries = jar.entries();
        entries.replaceAll((name, content) -> name.equals(jar.meta("SHA256SUMS")) ? content
                : flipped(content, content.length / 2));
        CompiledJar damaged = jar.with(folder.resolve("changed.jar"), entries);
        assertFound(damaged, entries.keySet().stream().filter(name -> !name.equals(jar.meta("SHA256SUMS")))
                .map(name -> name + " was changed: its SHA-256 differs").toArray(String[]::new));
    }
}
