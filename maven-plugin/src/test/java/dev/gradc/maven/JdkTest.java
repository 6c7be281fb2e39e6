package dev.gradc.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTest {
    @TempDir
    private Path folder;

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("bin/javac"), "");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    @Test
    void theFirstCandidateThatIsNewEnoughIsTaken() throws IOException, MojoFailureException {
        Path old = jdk("old", "17.0.15");
        Path later = jdk("later", "26-ea");
        Path right = jdk("right", "25.0.1");
        List<Path> candidates = List.of(folder.resolve("missing"), old, later, right);
        assertThat(Jdk.find(candidates, List.of())).isEqualTo(later);
        assertThat(Jdk.version(old)).hasValue(17);
    }

    @Test
    void thenThoseThatAreInstalledSideBySide() throws IOException, MojoFailureException {
        Path old = jdk("old", "21");
        jdk("place/jdk-17", "17");
        Path mac = jdk("place/temurin-25.jdk/Contents/Home", "25");
        List<Path> places = List.of(folder.resolve("nowhere"), folder.resolve("place"));
        assertThat(Jdk.find(List.of(old), places)).isEqualTo(mac);
    }

    @Test
    void aRuntimeWithoutCompilerIsNoJdk() throws IOException {
        Path runtime = jdk("runtime", "25");
        Files.delete(runtime.resolve("bin/javac"));
        assertThat(Jdk.version(runtime)).isEmpty();
    }

    @Test
    void whereThereIsNoneASentenceTellsWhatToDo() throws IOException {
        Path old = jdk("old", "17");
        assertThatThrownBy(() -> Jdk.find(List.of(old), List.of(folder))).isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("gradc needs a JDK 25 or later to compile models").hasMessageContaining(
                        "JAVA25_HOME");
    }

    @Test
    void thisTestRunsOnOne() throws IOException, MojoFailureException {
        Path here = Path.of(System.getProperty("java.home"));
        assertThat(Jdk.find(List.of(here), Path.of(System.getProperty("user.home")))).isEqualTo(here);
    }
}
