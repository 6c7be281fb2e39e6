package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.jar.Certificate;
import dev.gradc.compiler.jar.JarNames;
import dev.gradc.compiler.jar.ModelJar;
import dev.gradc.runtime.Program;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models that two versions of gradc compiled, in one class path with each other and with gradc itself: they share nothing.
class TwoVersionsTest {
    private static final float[] ROW = {0.5f, -1, 2};

    @TempDir
    private Path folder;

    private CompileInput first;
    private CompileInput second;
    private List<Path> jars;

    @BeforeEach
    void jars() {
        first = CompileInput.read(Models.classifier(folder, "First", 3, 2, ""), 1);
        second = CompileInput.read(Models.classifier(folder, "Second", 3, 4, ""), 2);
        jars = List.of(jar(first, "First", "1.0.0"), jar(second, "Second", "9.9.9"));
    }

    private Path jar(CompileInput input, String name, String version) {
        Path jar = folder.resolve(name + ".jar");
        ModelJar.of(input.model(), new ModelJar.Order(new JarNames("com.acme.models", name), Set.of(Program.PREDICT),
                ModelJar.OLDEST, input.plan(), input.rows(), input.facts(), version,
                Certificate.of(input.model().text(), version))).write(jar);
        return jar;
    }

    private static Set<String> files(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(JarEntry::getName).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String createdBy(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest.getMainAttributes().getValue("Created-By");
        }
    }

    private static float[] predict(ClassLoader loader, String name) throws ReflectiveOperationException {
        Class<?> type = loader.loadClass("com.acme.models." + name);
        assertThat(type.getClassLoader()).isSameAs(loader);
        Object model = type.getMethod("load").invoke(null);
        return (float[]) type.getMethod("predict", float[].class).invoke(model, (Object) ROW);
    }

    private static float[] floats(double[] numbers) {
        float[] result = new float[numbers.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) numbers[i];
        }
        return result;
    }

    @Test
    void theirFilesHaveDifferentNames() throws IOException {
        assertThat(createdBy(jars.get(0))).isEqualTo("gradc 1.0.0");
        assertThat(createdBy(jars.get(1))).isEqualTo("gradc 9.9.9");
        Set<String> common = files(jars.get(0));
        common.retainAll(files(jars.get(1)));
        assertThat(common).containsExactly("META-INF/MANIFEST.MF", "module-info.class");
        assertThat(files(jars.get(0))).noneMatch(name -> name.startsWith("dev/gradc/"));
    }

    /// The parent is that of the test, so gradc's own classes of the same simple names are there too.
    @Test
    void bothPredictWhatGradcItselfPredicts() throws IOException, ReflectiveOperationException {
        URL[] path = {jars.get(0).toUri().toURL(), jars.get(1).toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
            double[] row = {ROW[0], ROW[1], ROW[2]};
            assertThat(predict(loader, "First")).containsExactly(floats(first.model().predict(row)));
            assertThat(predict(loader, "Second")).containsExactly(floats(second.model().predict(row)));
            assertThat(predict(loader, "First")).containsExactly(floats(first.model().predict(row)));
        }
    }
}
