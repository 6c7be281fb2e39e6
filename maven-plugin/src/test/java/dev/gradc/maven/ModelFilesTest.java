package dev.gradc.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
    @TempDir
    private Path folder;

    @Test
    void whatDescribesTheJarStaysBehind() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n");
        entries.put("META-INF/gradc/p.A/SHA256SUMS", "00  module-info.class\n11  p/A.class\n22  p/A.java\n");
        entries.put("module-info.class", "m");
        entries.put("p/A.class", "a");
        entries.put("p/A.java", "source");
        entries.put("p/A.parameters", "1");
        Path classes = folder.resolve("classes");
        assertThat(ModelFiles.unpack(Jars.write(folder.resolve("a.jar"), entries), classes))
                .containsExactly("META-INF/gradc/p.A/SHA256SUMS", "p/A.class", "p/A.parameters");
        assertThat(classes.resolve("module-info.class")).doesNotExist();
        assertThat(classes.resolve("p/A.class")).hasContent("a");
        assertThat(classes.resolve("META-INF/gradc/p.A/SHA256SUMS")).hasContent("11  p/A.class\n");
        assertThat(Files.exists(classes.resolve("p/A.java"))).isFalse();
    }
}
