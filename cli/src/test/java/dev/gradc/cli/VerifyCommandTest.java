package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
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

    private void assertFound(CompiledJar other, String... findings) {
        Run run = Run.gradc("verify", other.file(), "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("\"passes\":false");
        for (String finding : findings) {
            assertThat(run.out()).contains('"' + finding + '"');
        }
        assertThat(run.code()).isEqualTo(1);
    }

    private static void assertMisused(Path file, String sentence) {
        Run run = Run.gradc("verify", file);
        assertThat(run.err()).isEqualTo("gradc: " + sentence + System.lineSeparator());
        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isEqualTo(2);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aJarAsItWasCompiled() {
        Run run = Run.gradc("verify", jar.file());
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).containsExactly(
                jar.entries().size() - 1 + " entries have the SHA-256 that SHA256SUMS gives them",
                "the class com.acme.Kinds names the SHA-256 of its resources",
                "the certificate is what the check gives again, number for number",
                "golden vectors: 16 predictions: the same bits", "golden vectors: each row by itself: the same bits",
                "golden vectors: 3 training steps: the same bits", jar.file() + " is as gradc compiled it");
        assertThat(Run.gradc("verify", jar.file(), "--json").out())
                .contains("\"class\":\"com.acme.Kinds\",\"passes\":true").contains("\"findings\":[]");
    }

    @Test
    void whatIsNoCompiledModel() throws IOException {
        Path none = folder.resolve("none.jar");
        assertMisused(none, "there is no file " + none);
        assertMisused(folder, folder + " is no file");
        Path text = Files.writeString(folder.resolve("text.jar"), "text");
        assertThat(Run.gradc("verify", text).err())
                .startsWith("gradc: " + text + " cannot be opened as a jar (").hasLineCount(1);
        CompiledJar other = jar.with(folder.resolve("other.jar"), Map.of("a.txt", bytes("a")));
        assertMisused(other.file(), "this is no jar that gradc compiled: it has no META-INF/gradc");
        byte[] whole = Files.readAllBytes(jar.file());
        for (int length : new int[]{0, 1, whole.length / 2, whole.length - 1}) {
            Path part = Files.write(folder.resolve(length + ".jar"), Arrays.copyOf(whole, length));
            assertThat(Run.gradc("verify", part).code()).isEqualTo(2);
        }
    }

    @Test
    void entriesThatWereAdded() {
        assertFound(jar.with(folder.resolve("a.jar"), "com/acme/Evil.class", bytes("evil")),
                "com/acme/Evil.class was added: gradc did not write it");
        assertFound(jar.with(folder.resolve("b.jar"), "../evil", bytes("evil")),
                "the entry ../evil has a name that leads out of the jar");
        assertFound(jar.with(folder.resolve("c.jar"), "com/acme/kinds.class", bytes("evil")),
                "the entries com/acme/Kinds.class and com/acme/kinds.class differ only in upper and lower case");
    }

    @Test
    void entriesThatAreThereTwice() throws IOException {
        Path file = folder.resolve("twice.jar");
        jar.with(file, "com/acme/Kinds.clasS", bytes("evil"));
        byte[] content = Files.readAllBytes(file);
        byte[] name = bytes("com/acme/Kinds.clasS");
        for (int i = 0; i + name.length <= content.length; i++) {
            if (Arrays.equals(content, i, i + name.length, name, 0, name.length)) {
                content[i + name.length - 1] = 's';
            }
        }
        Files.write(file, content);
        assertFound(new CompiledJar(file, jar.face()), "the entry com/acme/Kinds.class is there twice");
    }

    @Test
    void aJarThatUnpacksToTooMuch() throws IOException {
        Path file = folder.resolve("bomb.jar");
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(jar.meta("SHA256SUMS")));
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 1025; i++) {
                zip.write(block);
            }
            zip.closeEntry();
        }
        assertFound(new CompiledJar(file, jar.face()), "its entries say that they hold more than such a file can");
    }

    @Test
    void aListOfHashesThatIsDamaged() {
        assertFound(jar.with(folder.resolve("sums.jar"), jar.meta("SHA256SUMS"), bytes("nothing")),
                "SHA256SUMS is damaged at the line nothing");
    }

    @Test
    void aForgedCertificate() {
        String name = jar.meta("certificate.json");
        String text = new String(jar.content(name), StandardCharsets.UTF_8);
        byte[] other = bytes(text.replace("\"kinksRejected\": 0", "\"kinksRejected\": 9"));
        assertThat(Run.gradc("verify", jar.forged(folder.resolve("a.jar"), name, other).file()).out())
                .containsPattern("the certificate differs from what gradc \\S+ finds at line \\d+: it says"
                        + " \"kinksRejected\": 9, where \"kinksRejected\": 0, is right");
    }

    @Test
    void forgedParametersAreNotThoseOfTheClassNorOfTheGoldenVectors() {
        String name = jar.resource("parameters");
        byte[] other = jar.content(name);
        other[3] ^= 0x40;
        assertFound(jar.forged(folder.resolve("a.jar"), name, other),
                "the class com.acme.Kinds was compiled with other parameters than stand beside it",
                "golden vectors: 16 predictions: other bits than the model that gradc compiles");
        assertFound(jar.forged(folder.resolve("b.jar"), name, new byte[4]),
                "the plan, the parameters and the graph are not of one model");
    }

    @Test
    void forgedGoldenVectorsMustFitTheModel() {
        byte[] golden = jar.content(jar.resource("golden"));
        ByteBuffer.wrap(golden).putInt(0, Integer.MAX_VALUE);
        assertFound(jar.forged(folder.resolve("a.jar"), jar.resource("golden"), golden),
                "its golden vectors are of another model");
    }

    @Test
    void aForgedGraphIsReadAsTextFromAnywhere() {
        String name = jar.meta("graph.txt");
        String text = new String(jar.content(name), StandardCharsets.UTF_8);
        assertThat(Run.gradc("verify",
                jar.forged(folder.resolve("a.jar"), name, bytes(text.replace("softmax %", "softmin %"))).file()).out())
                .contains("the model's text is damaged: line");
        assertThat(Run.gradc("verify",
                jar.forged(folder.resolve("b.jar"), name, bytes(text.replaceAll("note \\w+", "note strange"))).file())
                .out()).contains("names an unknown law");
    }
}
